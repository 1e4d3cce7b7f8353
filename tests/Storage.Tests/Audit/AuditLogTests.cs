using Fleet.Audit;
using Fleet.Storage.Postgres;
using Fleet.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Fleet.Storage;

[Collection(PostgresCollection.Name)]
public sealed class AuditLogTests(ClusterFixture cluster)
{
    [SkippableTheory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Rows_are_found_by_organization_action_and_time_the_newest_first(bool database)
    {
        await using var store = database ? new TestStore(await cluster.CreateDatabaseAsync()) : null;
        var log = store?.Get<IAuditLog>() ?? new MemoryAuditLog();
        await log.Append([Row(0, AuditAction.KeyCreated) with { Address = "::1", Target = "k", Detail = "admin", Count = 7 }, Row(1, AuditAction.KeyRotated)], default);
        await log.Append([Row(2, AuditAction.KeyRevoked), Row(3, AuditAction.KeyRevoked) with { OrganizationId = "other" }, Row(4, AuditAction.KeyCreated)], default);
        var all = new AuditQuery { OrganizationId = "acme", Limit = 10 };

        Assert.Equal([4, 2, 1, 0], await Seconds(log, all));
        Assert.Equal([4, 2], await Seconds(log, all with { Limit = 2 }));
        Assert.Equal([1, 0], await Seconds(log, all with { Before = (await log.Query(all, default))[1].N }));
        Assert.Equal([4, 0], await Seconds(log, all with { Actions = [AuditAction.KeyCreated] }));
        Assert.Equal([2, 1], await Seconds(log, all with { Actions = [AuditAction.KeyRevoked, AuditAction.KeyRotated] }));
        Assert.Equal([2, 1], await Seconds(log, all with { From = Samples.Noon.AddSeconds(1), Until = Samples.Noon.AddSeconds(4) }));
        Assert.Empty(await Seconds(log, all with { OrganizationId = "nobody" }));
        var first = (await log.Query(all, default))[^1];
        Assert.Equal(Row(0, AuditAction.KeyCreated) with { N = first.N, Address = "::1", Target = "k", Detail = "admin", Count = 7 }, first);
    }

    [Fact]
    public async Task Memory_forgets_the_oldest()
    {
        var log = new MemoryAuditLog(maxRows: 2);
        await log.Append([Row(0, AuditAction.KeyCreated), Row(1, AuditAction.KeyCreated), Row(2, AuditAction.KeyCreated)], default);
        Assert.Equal([2, 1], await Seconds(log, new AuditQuery { OrganizationId = "acme", Limit = 10 }));
    }

    [SkippableFact]
    public async Task Rows_go_after_their_days()
    {
        await using var store = new TestStore(await cluster.CreateDatabaseAsync());
        var log = store.Get<IAuditLog>();
        await log.Append([Row(-1, AuditAction.KeyCreated) with { At = Samples.Noon.AddDays(-30).AddSeconds(-1) }, Row(0, AuditAction.KeyCreated) with { At = Samples.Noon.AddDays(-30) }], default);
        var all = new AuditQuery { OrganizationId = "acme", Limit = 10 };

        await Keep(store, days: 0);
        Assert.Equal(2, (await log.Query(all, default)).Count);
        await Keep(store, days: 30);
        Assert.Equal(Samples.Noon.AddDays(-30), Assert.Single(await log.Query(all, default)).At);
    }

    private static async Task Keep(TestStore store, int days)
    {
        using var keeper = new PartitionKeeper(
            store.Source, Options.Create(new StorageOptions { AuditDays = days }), new ManualTimeProvider(Samples.Noon), NullLogger<PartitionKeeper>.Instance);
        await keeper.RunAsync(default);
    }

    private static async Task<IEnumerable<int>> Seconds(IAuditLog log, AuditQuery query) =>
        (await log.Query(query, default)).Select(r => (int)(r.At - Samples.Noon).TotalSeconds);

    private static AuditEntry Row(int second, AuditAction action) =>
        new() { At = Samples.Noon.AddSeconds(second), OrganizationId = "acme", Action = action, Actor = "ada" };
}
