using System.Globalization;
using Fleet.Bench.Load;
using Fleet.Bench.SlowReaders;

// ./fleet bench SlowReaders [--part slow|idle|storm] [--minutes M of idleness] [--seconds N]
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
if (await Roles.TryServe(args))
    return 0;

var part = Option("--part");
var seconds = Option("--seconds") is { } s ? int.Parse(s, CultureInfo.InvariantCulture) : 20;
if (part is null or "slow")
    await SlowPart.Run(TimeSpan.FromSeconds(seconds));

if (part is null or "idle")
    await IdlePart.Run(10_000, TimeSpan.FromMinutes(Option("--minutes") is { } m ? double.Parse(m, CultureInfo.InvariantCulture) : 10));

if (part is null or "storm")
    await StormPart.Run(5_000);

return 0;

string? Option(string name) => Array.IndexOf(args, name) is >= 0 and var i && i + 1 < args.Length ? args[i + 1] : null;
