using Fleet.Devices.Accuracy;
using Fleet.Devices.Gateway;

namespace Fleet.Devices.Commands;

/// <summary><c>./fleet accuracy</c>: measures against labelled real drives and writes the figures into docs/accuracy.md.</summary>
internal static class AccuracyCommand
{
    /// <returns>0; 1 where positions were refused, lost, or events not seen, so that the figures would not be worth writing.</returns>
    public static async Task<int> Run(IReadOnlyList<string> args, CancellationToken cancellationToken)
    {
        var line = new CommandLine(args, [.. GatewayOptions.WithValue, "--data", "--doc"], []);
        if (line.Arguments.Count > 0)
            throw new UsageException($"accuracy takes no argument '{line.Arguments[0]}'");
        var path = Path.Combine(line.Value("--data") ?? "../shared/data", "nds_blackbox_omaha", "drives.csv");
        var truth = GroundTruth.Read(path);
        var gateway = GatewayOptions.Read(line);
        using var http = LocationClient.Connect(gateway);
        var run = new AccuracyRun(gateway, http, path, truth, TimeProvider.System);
        var results = new List<AccuracyResult>();
        foreach (var variant in (AccuracyVariant[])[AccuracyVariant.Accelerometer, AccuracyVariant.GpsOnly])
            results.Add(await run.Run(variant, cancellationToken));

        var figures = AccuracyReport.Text(truth, results);
        Console.Write(figures);
        if (results.Find(r => !r.Replay.Ok) is { } spoilt)
        {
            await Console.Error.WriteLineAsync($"fleet: {spoilt.Replay.Refused} refused, {spoilt.Replay.Lost} lost, events complete: {spoilt.Replay.EventsComplete}; nothing was written");
            return 1;
        }

        if (line.Value("--doc") is { } document)
        {
            await File.WriteAllTextAsync(document, AccuracyReport.Insert(await File.ReadAllTextAsync(document, cancellationToken), figures), cancellationToken);
            Console.WriteLine($"written to {document}");
        }

        return 0;
    }
}
