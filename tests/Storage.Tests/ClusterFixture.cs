using System.Globalization;
using Fleet.Storage.Postgres;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Fleet.Storage;

/// <summary>One throw-away PostgreSQL for the tests of a run; each test has a database of its own in it.</summary>
public sealed class ClusterFixture : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private PrivateCluster? _cluster;
    private int _databases;

    public async Task InitializeAsync()
    {
        try
        {
            _cluster = await StartAsync(_folder.Path);
        }
        catch (PostgresNotInstalledException)
        {
            return;
        }

        await using var source = NpgsqlDataSource.Create(_cluster.ConnectionString);
        await new Migrator(source, TimeProvider.System, NullLogger<Migrator>.Instance).MigrateAsync(CancellationToken.None);
    }

    public static Task<PrivateCluster> StartAsync(string folder) => PrivateCluster.StartAsync(
        new() { DataFolder = folder, Fsync = false, SharedBuffersMegabytes = 64 }, TimeProvider.System, NullLogger.Instance, CancellationToken.None);

    /// <summary>A connection string to a new database with our schema, or without any.</summary>
    public async Task<string> CreateDatabaseAsync(bool migrated = true)
    {
        Skip.If(_cluster is null, "PostgreSQL is not installed here (apt-get install postgresql).");
        var name = string.Create(CultureInfo.InvariantCulture, $"test{Interlocked.Increment(ref _databases)}");
        await using var source = NpgsqlDataSource.Create(_cluster.ConnectionTo("postgres") + ";Pooling=false");
        await using var create = source.CreateCommand($"CREATE DATABASE {name} TEMPLATE {(migrated ? "fleet" : "template0")}");
        await create.ExecuteNonQueryAsync();
        return _cluster.ConnectionTo(name);
    }

    public async Task DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        if (_cluster is not null)
            await _cluster.DisposeAsync();
        _folder.Delete();
    }
}
