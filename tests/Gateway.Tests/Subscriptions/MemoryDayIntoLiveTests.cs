using Fleet.Storage;

namespace Fleet.Gateway.Subscriptions;

public sealed class MemoryDayIntoLiveTests : DayIntoLiveTests
{
    protected override Task<IEventLog> Open() => Task.FromResult<IEventLog>(new MemoryEventLog(100_000));
}
