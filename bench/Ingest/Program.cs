using System.Globalization;
using Fleet.Bench.Ingest;
using Fleet.Bench.Load;

// ./fleet bench Ingest [--rows N] [--rounds N] [--part memory|database]
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
if (await Roles.TryServe(args))
    return 0;

var rows = Number("--rows", 100_000);
var rounds = Number("--rounds", 3);
if (Option("--part") is null or "memory")
    await MemoryPart.Run(rows, rounds);

if (Option("--part") is null or "database")
    await DatabasePart.Run(rows, rounds);

return 0;

string? Option(string name) => Array.IndexOf(args, name) is >= 0 and var i && i + 1 < args.Length ? args[i + 1] : null;

int Number(string name, int otherwise) => Option(name) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;
