using Fleet.Devices.Commands;
using Fleet.Storage.Postgres;
using Microsoft.Extensions.Logging.Abstractions;

namespace Fleet.AllInOne.Databases;

/// <summary><c>./fleet down</c> after a host that was killed: stops the server that outlived it.</summary>
internal static class LeftOver
{
    public static async Task<int> Run(string[] args)
    {
        var line = new CommandLine(args, ["--state"], []);
        var folder = DatabaseFolder.Of(line.Value("--state") ?? ".fleet");
        if (!PrivateCluster.IsRunning(folder))
            return 0;
        try
        {
            await using var cluster = await PrivateCluster.StartAsync(new() { DataFolder = folder }, TimeProvider.System, NullLogger.Instance, CancellationToken.None);
            Console.WriteLine($"stopping PostgreSQL (pid {cluster.ProcessId}), left behind by a fleet that was killed");
        }
        catch (ClusterInUseException)
        {
            // Another fleet of this folder runs and needs it.
        }

        return 0;
    }
}
