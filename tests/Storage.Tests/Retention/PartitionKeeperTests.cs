using Fleet.Events;
using Fleet.Storage.Postgres;
using Fleet.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Fleet.Storage;

[Collection(PostgresCollection.Name)]
public sealed class PartitionKeeperTests(ClusterFixture cluster)
{
    [SkippableFact]
    public async Task Partitions_are_there_before_their_day()
    {
        await using var store = new TestStore(await cluster.CreateDatabaseAsync());

        await KeepAsync(store, new() { PartitionsAhead = 2 });

        Assert.Equal(
            "positions_20240413,positions_20240414,positions_20240415,positions_before_2000",
            await store.ScalarAsync<string>("SELECT string_agg(inhrelid::regclass::text, ',' ORDER BY inhrelid::regclass::text) FROM pg_inherits WHERE inhparent = 'positions'::regclass"));
    }

    [SkippableFact]
    public async Task Each_organization_keeps_what_it_asked_for()
    {
        await using var store = new TestStore(await cluster.CreateDatabaseAsync());
        var rules = store.Get<IRetentionRules>();
        await rules.Set("short", 2, default);
        await rules.Set("long", 30, default);
        await rules.Set("ever", 0, default);
        foreach (var organization in new[] { "short", "long", "default" })
        {
            foreach (var day in new[] { 0, -3, -10, -40 })
                await store.Get<IPositionLog>().Append(organization, "v", [Samples.At(day * 86_400)], default);
        }

        await store.Get<IPositionLog>().Append("ever", "v", [Samples.At(-10 * 86_400)], default);

        await KeepAsync(store, new() { RetentionDays = 7 });

        Assert.Equal(1, await CountAsync(store, "short"));
        Assert.Equal(3, await CountAsync(store, "long"));
        Assert.Equal(2, await CountAsync(store, "default"));
        Assert.Equal(1, await CountAsync(store, "ever"));
        Assert.Equal(0, await store.ScalarAsync<long>("SELECT count(*) FROM pg_class WHERE relname = 'positions_20240304'"));
        Assert.Equal(1, await store.ScalarAsync<long>("SELECT count(*) FROM pg_class WHERE relname = 'positions_20240403'"));
    }

    [SkippableFact]
    public async Task Events_go_with_their_positions()
    {
        await using var store = new TestStore(await cluster.CreateDatabaseAsync());
        var log = store.Get<IEventLog>();
        await log.Append("acme", null, Samples.Batch(1, Samples.Safety("old", -10 * 86_400)), default);
        await log.Append("acme", Samples.Head(1), Samples.Batch(2, Samples.Safety("new")), default);

        await KeepAsync(store, new() { RetentionDays = 7 });

        Assert.Equal(["new"], (await log.Query(new() { OrganizationId = "acme", Limit = 10 }, default)).Events.Select(e => e.EventId));
        Assert.False((await log.Read("acme", Samples.Head(0), 10, default)).Complete);
        Assert.Equal(new ShardPosition(3, "e1", 2), await log.Head("acme", 3, default));
    }

    [SkippableFact]
    public async Task Rule_can_be_taken_back()
    {
        await using var store = new TestStore(await cluster.CreateDatabaseAsync());
        var rules = store.Get<IRetentionRules>();
        await rules.Set("a", 5, default);
        await rules.Set("a", 6, default);

        Assert.Equal(6, await rules.Get("a", default));
        await rules.Set("a", null, default);
        Assert.Null(await rules.Get("a", default));
    }

    [SkippableFact]
    public async Task Lane_swept_while_idle_goes_on_as_if_nothing_happened()
    {
        await using var store = new TestStore(await cluster.CreateDatabaseAsync());
        var log = store.Get<IPositionLog>();
        await log.Append("acme", "v", [Samples.At(1)], default);
        await store.ExecuteAsync("DELETE FROM commit_lanes");

        Assert.Equal(AppendStatus.Committed, (await log.Append("acme", "v", [Samples.At(2)], default)).Status);
    }

    private static async Task KeepAsync(TestStore store, StorageOptions options)
    {
        using var keeper = new PartitionKeeper(store.Source, Options.Create(options), new ManualTimeProvider(Samples.Noon), NullLogger<PartitionKeeper>.Instance);
        await keeper.RunAsync(default);
    }

    private static Task<long> CountAsync(TestStore store, string organization) =>
        store.ScalarAsync<long>($"SELECT count(*) FROM positions WHERE organization_id = '{organization}'");
}
