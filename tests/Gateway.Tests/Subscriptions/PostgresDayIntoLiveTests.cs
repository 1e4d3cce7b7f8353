using Fleet.Storage;

namespace Fleet.Gateway.Subscriptions;

[Collection(PostgresCollection.Name)]
public sealed class PostgresDayIntoLiveTests(ClusterFixture cluster) : DayIntoLiveTests
{
    private TestStore? _store;

    protected override async Task<IEventLog> Open() => (_store ??= new TestStore(await cluster.CreateDatabaseAsync())).Get<IEventLog>();

    public override async Task DisposeAsync()
    {
        if (_store is not null)
        {
            await _store.DisposeAsync();
        }
    }
}
