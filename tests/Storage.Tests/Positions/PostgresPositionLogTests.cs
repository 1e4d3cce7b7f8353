using Fleet.Storage.Postgres;

namespace Fleet.Storage;

[Collection(PostgresCollection.Name)]
public sealed class PostgresPositionLogTests(ClusterFixture cluster) : PositionLogContract
{
    private TestStore? _store;

    protected override async Task<IPositionLog> OpenAsync() => (await StoreAsync()).Get<IPositionLog>();

    public override async Task DisposeAsync()
    {
        if (_store is not null)
            await _store.DisposeAsync();
    }

    [SkippableFact]
    public async Task Conflict_of_one_vehicle_leaves_the_others_of_its_commit_alone()
    {
        // One lane that gathers for a while, so that all appends share a commit.
        var store = await StoreAsync(o => (o.Lanes, o.MaxCommitDelay) = (1, TimeSpan.FromMilliseconds(200)));
        var log = store.Get<IPositionLog>();
        await AppendAsync(log, "v5", Samples.At(1));

        var results = await Task.WhenAll(Enumerable.Range(0, 50).Select(i => AppendAsync(log, Samples.Name("v", i), Samples.At(1), Samples.At(2), Samples.At(0, late: true))));

        Assert.All(results.Select((r, i) => (r, i)), x => Assert.Equal(x.i == 5 ? AppendStatus.Conflict : AppendStatus.Committed, x.r.Status));
        Assert.Equal((49 * 3) + 1, await store.ScalarAsync<long>("SELECT count(*) FROM positions"));
    }

    [SkippableFact]
    public async Task Row_that_cannot_be_stored_fails_its_own_append_only()
    {
        var store = await StoreAsync(o => (o.Lanes, o.MaxCommitDelay) = (1, TimeSpan.FromMilliseconds(200)));
        var log = store.Get<IPositionLog>();
        var poison = new LoggedPosition(Samples.Full with { TripId = "nul\0" }, false);

        var appends = Enumerable.Range(0, 20).Select(i => AppendAsync(log, Samples.Name("v", i), i == 7 ? poison : Samples.At(1))).ToArray();

        for (var i = 0; i < appends.Length; i++)
        {
            if (i == 7)
                await Assert.ThrowsAsync<StorageException>(() => appends[7]);
            else
                Assert.Equal(AppendStatus.Committed, (await appends[i]).Status);
        }
    }

    [SkippableFact]
    public async Task Two_activations_of_one_vehicle_cannot_both_write()
    {
        var store = await StoreAsync(o => o.Lanes = 4);
        var log = store.Get<IPositionLog>();

        for (var round = 0; round < 50; round++)
        {
            var at = Samples.At(round);
            var results = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => AppendAsync(log, "v1", at)));
            Assert.Single(results, r => r.Status == AppendStatus.Committed);
            Assert.Equal(3, results.Count(r => r.Status == AppendStatus.Conflict));
        }
    }

    [SkippableFact]
    public async Task Partition_dropped_behind_the_writers_back_is_made_again()
    {
        var store = await StoreAsync();
        var log = store.Get<IPositionLog>();
        await AppendAsync(log, "v1", Samples.At(1));
        await store.ExecuteAsync("DROP TABLE positions_20240413");

        Assert.Equal(AppendStatus.Committed, (await AppendAsync(log, "v1", Samples.At(2))).Status);
        Assert.Equal([2], (await AllAsync(log, "v1")).Select(Seconds));
    }

    [SkippableFact]
    public async Task Append_over_many_days_makes_their_partitions()
    {
        var store = await StoreAsync();
        var days = Enumerable.Range(0, 120).Select(d => Samples.At(d * 86_400)).ToArray();

        Assert.Equal(AppendStatus.Committed, (await AppendAsync(store.Get<IPositionLog>(), "v1", days)).Status);
        Assert.Equal(121, await store.ScalarAsync<long>("SELECT count(*) FROM pg_inherits WHERE inhparent = 'positions'::regclass"));
    }

    [SkippableFact]
    public async Task Append_larger_than_the_queue_goes_alone()
    {
        var store = await StoreAsync(o => (o.MaxQueuedRows, o.MaxRowsPerCommit) = (10, 5));

        var result = await store.Get<IPositionLog>().Append("acme", "v1", [.. Enumerable.Range(0, 100).Select(i => Samples.At(i))], default);

        Assert.Equal(AppendStatus.Committed, result.Status);
    }

    private async Task<TestStore> StoreAsync(Action<StorageOptions>? configure = null) =>
        _store ??= new TestStore(await cluster.CreateDatabaseAsync(), configure);
}
