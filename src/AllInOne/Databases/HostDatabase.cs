using Fleet.Hosting;
using Fleet.Storage;
using Fleet.Storage.Postgres;
using Npgsql;

namespace Fleet.AllInOne.Databases;

/// <summary>
/// The database of this process: the one that <c>Fleet:Database</c> names, a private cluster that is ours while we run,
/// or none. Dispose of it after the host, whose grains write their state when they stop.
/// </summary>
internal sealed class HostDatabase : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly PrivateCluster? _cluster;
    private readonly Task _supervision;

    private HostDatabase(string? connectionString, string description, PrivateCluster? cluster)
    {
        ConnectionString = connectionString;
        Description = description;
        _cluster = cluster;
        _supervision = cluster?.SuperviseAsync(_stop.Token) ?? Task.CompletedTask;
    }

    /// <summary>Null where everything is kept in memory. May hold a password.</summary>
    public string? ConnectionString { get; }

    /// <summary>For the start-up screen; no secret in it.</summary>
    public string Description { get; }

    /// <exception cref="StorageException">There is no database to be had; the message says what to do.</exception>
    public static async Task<HostDatabase> Open(
        string stateFolder, bool memory, IConfiguration configuration, ILogger logger, CancellationToken cancellationToken)
    {
        if (memory)
            return new HostDatabase(null, "memory: nothing survives a restart", null);
        if (configuration[FleetStorage.DatabaseKey] is { Length: > 0 } given)
            return new HostDatabase(given, "PostgreSQL " + Describe(given), null);

        var folder = DatabaseFolder.Of(stateFolder);
        try
        {
            var cluster = await PrivateCluster.StartAsync(new() { DataFolder = folder }, TimeProvider.System, logger, cancellationToken);
            return new HostDatabase(cluster.ConnectionString, $"PostgreSQL, private, in {folder}", cluster);
        }
        catch (ClusterInUseException taken)
        {
            throw new StorageException($"another fleet of this folder runs and has the database in {folder}; stop it (./fleet down), or give this one a database of its own ({FleetStorage.DatabaseKey}) or none (--memory)", taken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        if (_cluster is not null)
            await _cluster.DisposeAsync();
        await _supervision.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    /// <summary>Host and name only.</summary>
    private static string Describe(string connectionString)
    {
        try
        {
            var parts = new NpgsqlConnectionStringBuilder(connectionString);
            return $"database {parts.Database} at {parts.Host}";
        }
        catch (Exception unreadable) when (unreadable is ArgumentException or FormatException or KeyNotFoundException)
        {
            return "";
        }
    }
}
