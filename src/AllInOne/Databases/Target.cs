using Fleet.Hosting;
using Fleet.Storage;
using Fleet.Storage.Postgres;
using Microsoft.Extensions.Logging.Abstractions;

namespace Fleet.AllInOne.Databases;

/// <summary>The database that a backup or a restore works on, and the client programs for it.</summary>
internal sealed class Target : IAsyncDisposable
{
    private readonly PrivateCluster? _cluster;

    private Target(string connectionString, string programs, PrivateCluster? cluster)
    {
        ConnectionString = connectionString;
        Programs = programs;
        _cluster = cluster;
    }

    public string ConnectionString { get; }

    /// <summary>The folder of pg_dump and its like; empty to look on PATH.</summary>
    public string Programs { get; }

    /// <param name="stateFolder">Its private cluster is meant where the configuration names no database.</param>
    /// <param name="exclusive">Whether a private cluster that a fleet uses at the moment is an error.</param>
    /// <param name="create">Whether to make a private cluster where there is none.</param>
    /// <exception cref="StorageException">There is no such database, or it is in use.</exception>
    public static async Task<Target> Open(string stateFolder, bool exclusive, bool create)
    {
        var configuration = new ConfigurationBuilder()
            .SetBasePath(AppContext.BaseDirectory).AddJsonFile("appsettings.json", optional: true).AddEnvironmentVariables().Build();
        if (configuration[FleetStorage.DatabaseKey] is { Length: > 0 } given)
            return new Target(given, Newest(), null);

        var folder = DatabaseFolder.Of(stateFolder);
        if (!create && !PrivateCluster.Exists(folder))
            throw new StorageException($"there is no database in {folder} yet; ./fleet up makes one");
        try
        {
            var cluster = await PrivateCluster.StartAsync(new() { DataFolder = folder }, TimeProvider.System, NullLogger.Instance, CancellationToken.None);
            return new Target(cluster.ConnectionString, ProgramsOf(folder), cluster);
        }
        catch (ClusterInUseException) when (!exclusive)
        {
            return new Target(PrivateCluster.ConnectionStringOf(folder), ProgramsOf(folder), null);
        }
        catch (ClusterInUseException)
        {
            throw new StorageException("a fleet of this folder is running; stop it first: ./fleet down");
        }
    }

    public ValueTask DisposeAsync() => _cluster?.DisposeAsync() ?? ValueTask.CompletedTask;

    private static string ProgramsOf(string folder) => PostgresBinaries.Find(Path.Combine(folder, "data")).Folder;

    private static string Newest()
    {
        try
        {
            return PostgresBinaries.Find().Folder;
        }
        catch (PostgresNotInstalledException)
        {
            return "";
        }
    }
}
