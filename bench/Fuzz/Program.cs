using System.Globalization;
using Fleet.Bench.Fuzz;
using Fleet.Bench.Load;

if (await Roles.TryServe(args))
    return 0;

var count = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 100_000;
var seed = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 1;
using var server = ServerProcess.StartRole([Roles.Gateway, .. FuzzRun.Settings.Select(s => $"{s.Key}={s.Value}")]);
var before = server.Resident();
var began = TimeProvider.System.GetTimestamp();
var (answers, control) = await FuzzRun.Run(server.Url, server.Key, count, seed);

var seconds = TimeProvider.System.GetElapsedTime(began).TotalSeconds;
Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{count} messages, seed {seed}, {seconds:F0} s, {count / seconds:F0} a second"));
foreach (var (what, times) in answers.Counts.OrderByDescending(c => c.Value))
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{times,9} {what}"));

Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
    $"server: {(server.Alive ? "up" : "DEAD")}, {before / 1048576} MiB before, {(server.Alive ? server.Resident() / 1048576 : 0)} MiB after"));
Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
    $"control: {control.Sent} sent, {control.Received} received, latency median {control.Median.TotalMilliseconds:F1} ms, longest {control.Longest.TotalMilliseconds:F1} ms, {control.Problem ?? "undisturbed"}"));
foreach (var wrong in answers.Wrong)
    Console.WriteLine("WRONG " + wrong);

return server.Alive && control.Problem is null && answers.Wrong.Count == 0 ? 0 : 1;
