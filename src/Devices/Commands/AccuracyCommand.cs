using Fleet.Devices.Accuracy;
using Fleet.Devices.Gateway;

namespace Fleet.Devices.Commands;

/// <summary><c>./fleet accuracy</c>: measures against real driving through an empty gateway and writes the figures into docs/accuracy.md.</summary>
internal static class AccuracyCommand
{
    /// <returns>0; 1 where positions were refused, lost, or events not seen, so that the figures would not be worth writing.</returns>
    public static async Task<int> Run(IReadOnlyList<string> args, CancellationToken cancellationToken)
    {
        var line = new CommandLine(args, [.. GatewayOptions.WithValue, "--data", "--doc"], []);
        if (line.Arguments.Count > 0)
            throw new UsageException($"accuracy takes no argument '{line.Arguments[0]}'");
        var data = line.Value("--data") ?? "../shared/data";
        var gateway = GatewayOptions.Read(line);
        using var http = LocationClient.Connect(gateway);
        var api = new GatewayApi(http);
        var measurements = new Measurements(gateway, http, api, data, TimeProvider.System);
        var problems = await measurements.Run(cancellationToken);
        var figures = measurements.Text();
        Console.Write(figures);
        if (problems is not null)
        {
            await Console.Error.WriteLineAsync($"fleet: {problems}; nothing was written");
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
