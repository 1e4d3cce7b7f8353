using System.Diagnostics;
using Fleet.Storage.Postgres;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Fleet.Storage;

/// <summary>A server of our own, which we may kill.</summary>
public sealed class ServerFaultTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private PrivateCluster? _cluster;

    [SkippableFact]
    public async Task Killed_server_loses_no_acknowledged_row_and_doubles_none()
    {
        var cluster = await StartAsync();
        await using var store = new TestStore(cluster.ConnectionString, o => o.MaxReconnectDelay = TimeSpan.FromMilliseconds(200));
        using var stop = new CancellationTokenSource();
        var supervision = cluster.SuperviseAsync(stop.Token);
        var ingest = new Ingest(store.Get<IPositionLog>(), vehicles: 16, perVehicle: 120);

        await ingest.RunAsync(n =>
        {
            if (n is 400 or 900 or 1_400)
                Kill(cluster);
        });

        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => supervision);
        Assert.Equal(0, ingest.Conflicts);
        Assert.Equal(ingest.Expected, await store.ScalarAsync<long>("SELECT count(*) FROM positions"));
    }

    [SkippableFact]
    public async Task Server_away_is_told_to_callers_and_fills_no_memory_and_its_return_is_noticed()
    {
        const int Bound = 200;
        var cluster = await StartAsync();
        await using var store = new TestStore(cluster.ConnectionString, o =>
        {
            o.MaxQueuedRows = Bound;
            o.GiveUpAfter = TimeSpan.FromMilliseconds(400);
            o.MaxReconnectDelay = TimeSpan.FromMilliseconds(100);
        });
        var log = (PostgresPositionLog)store.Get<IPositionLog>();
        await log.Append("acme", "v", [Samples.At(0)], default);
        await cluster.StopServerAsync(default);

        var appends = Enumerable.Range(0, 5_000).Select(i => log.Append("acme", Samples.Name("v", i), [Samples.At(1)], default).AsTask()).ToArray();
        var queued = log.QueuedRows;
        var results = await Task.WhenAll(appends);

        Assert.InRange(queued, 0, Bound);
        Assert.All(results, r => Assert.Equal(AppendStatus.Busy, r.Status));
        Assert.All(results, r => Assert.True(r.RetryAfter > TimeSpan.Zero));
        await Assert.ThrowsAsync<StorageUnavailableException>(async () => await log.Read("acme", "v", default, default, true, default).ToListAsync());

        await cluster.StartServerAsync(default);
        AppendResult back;
        do
        {
            back = await log.Append("acme", "v", [Samples.At(2)], default);
            await Task.Yield();
        }
        while (back.Status == AppendStatus.Busy);

        Assert.Equal(AppendStatus.Committed, back.Status);
        Assert.Equal(2, await store.ScalarAsync<long>("SELECT count(*) FROM positions"));
        Assert.Equal(0, log.QueuedRows);
    }

    [SkippableFact]
    public async Task Store_closed_while_the_server_is_away_ends_and_tells_everybody()
    {
        var cluster = await StartAsync();
        var store = new TestStore(cluster.ConnectionString, o => o.GiveUpAfter = TimeSpan.FromMilliseconds(300));
        var log = store.Get<IPositionLog>();
        await cluster.StopServerAsync(default);
        var appends = Enumerable.Range(0, 100).Select(i => log.Append("acme", Samples.Name("v", i), [Samples.At(1)], default).AsTask()).ToArray();

        await store.DisposeAsync();

        Assert.All(await Task.WhenAll(appends), r => Assert.Equal(AppendStatus.Busy, r.Status));
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        if (_cluster is not null)
            await _cluster.DisposeAsync();
        _folder.Delete();
    }

    private static void Kill(PrivateCluster cluster)
    {
        if (cluster.ProcessId is { } pid)
        {
            using var process = Process.GetProcessById(pid);
            process.Kill();
        }
    }

    private async Task<PrivateCluster> StartAsync()
    {
        try
        {
            _cluster = await ClusterFixture.StartAsync(_folder.Path);
        }
        catch (PostgresNotInstalledException)
        {
            throw new SkipException("PostgreSQL is not installed here (apt-get install postgresql).");
        }

        await using var source = NpgsqlDataSource.Create(_cluster.ConnectionString);
        await new Migrator(source, TimeProvider.System, NullLogger<Migrator>.Instance).MigrateAsync(default);
        return _cluster;
    }
}
