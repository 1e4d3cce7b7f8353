using Fleet.Storage.Postgres;

namespace Fleet.Storage;

[Collection(PostgresCollection.Name)]
public sealed class PostgresEventLogTests(ClusterFixture cluster) : EventLogContract
{
    private TestStore? _store;

    protected override async Task<IEventLog> OpenAsync() => (await StoreAsync()).Get<IEventLog>();

    public override async Task DisposeAsync()
    {
        if (_store is not null)
            await _store.DisposeAsync();
    }

    [SkippableFact]
    public async Task Shards_share_a_commit_and_a_stale_one_spoils_nothing()
    {
        var store = await StoreAsync(o => (o.Lanes, o.MaxCommitDelay) = (1, TimeSpan.FromMilliseconds(200)));
        var log = store.Get<IEventLog>();
        await log.Append("acme", null, Samples.Batch(1, Samples.Safety("first")) with { Shard = 5 }, default);

        var results = await Task.WhenAll(Enumerable.Range(0, 20).Select(async i =>
            (await log.Append("acme", null, Samples.Batch(1, Samples.Safety(Samples.Name("s", i)), Samples.Location("l")) with { Shard = i }, default)).Status));

        Assert.All(results.Select((r, i) => (r, i)), x => Assert.Equal(x.i == 5 ? AppendStatus.Conflict : AppendStatus.Committed, x.r));
        Assert.Equal(20, await store.ScalarAsync<long>("SELECT count(*) FROM events"));
        Assert.Equal(20, await store.ScalarAsync<long>("SELECT count(*) FROM event_batches"));
    }

    [SkippableFact]
    public async Task Two_activations_of_one_shard_cannot_both_go_on()
    {
        var log = (await StoreAsync(o => (o.Lanes, o.MaxCommitDelay) = (4, TimeSpan.Zero))).Get<IEventLog>();
        for (var n = 1; n <= 30; n++)
        {
            var head = n == 1 ? (Events.ShardPosition?)null : Samples.Head(n - 1);
            var results = await Task.WhenAll(Enumerable.Range(0, 4).Select(async i =>
                (await log.Append("acme", head, Samples.Batch(n, Samples.Safety(Samples.Name("s" + n + "-", i))), default)).Status));
            Assert.Single(results, AppendStatus.Committed);
        }

        Assert.Equal(30, (await log.Read("acme", Samples.Head(0), 100, default)).Events.Length);
    }

    [SkippableFact]
    public async Task Event_published_again_keeps_its_first_row()
    {
        var store = await StoreAsync();
        var log = store.Get<IEventLog>();
        await log.Append("acme", null, Samples.Batch(1, Samples.Safety("s")), default);
        await log.Append("acme", Samples.Head(1), Samples.Batch(2, Samples.Safety("s")), default);

        Assert.Equal(1, await store.ScalarAsync<long>("SELECT n FROM events WHERE event_id = 's'"));
    }

    [SkippableFact]
    public async Task Device_words_with_nul_and_half_surrogates_are_stored()
    {
        var log = (await StoreAsync()).Get<IEventLog>();

        await log.Append("acme", null, Samples.Batch(1, Samples.Safety("s", type: "odd\0\uD800")), default);

        Assert.Single((await log.Query(new() { OrganizationId = "acme", Limit = 1 }, default)).Events);
    }

    [SkippableFact]
    public async Task Read_behind_retention_is_not_complete()
    {
        var store = await StoreAsync();
        var log = store.Get<IEventLog>();
        await log.Append("acme", null, Samples.Batch(1, Samples.Safety("a")), default);
        await log.Append("acme", Samples.Head(1), Samples.Batch(2, Samples.Safety("b")), default);
        await store.ExecuteAsync("DELETE FROM event_batches WHERE first_n = 1");

        Assert.False((await log.Read("acme", Samples.Head(0), 10, default)).Complete);
        Assert.True((await log.Read("acme", Samples.Head(1), 10, default)).Complete);
        Assert.Equal(Samples.Noon, (await log.History("acme", 3, DateTimeOffset.MinValue, DateTimeOffset.MaxValue, 0, 10, default)).ForgottenUntil);
    }

    private async Task<TestStore> StoreAsync(Action<StorageOptions>? configure = null) =>
        _store ??= new TestStore(await cluster.CreateDatabaseAsync(), configure);
}
