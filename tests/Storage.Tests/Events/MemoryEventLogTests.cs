namespace Fleet.Storage;

public sealed class MemoryEventLogTests : EventLogContract
{
    protected override Task<IEventLog> OpenAsync() => Task.FromResult<IEventLog>(new MemoryEventLog(10_000));

    [Fact]
    public async Task Full_log_says_that_it_no_longer_reaches_so_far()
    {
        var log = new MemoryEventLog(3);
        for (var n = 1; n <= 5; n++)
            await log.Append("acme", n == 1 ? null : Samples.Head(n - 1), Samples.Batch(n, Samples.Safety(Samples.Name("s", n), n)), default);

        Assert.False((await log.Read("acme", Samples.Head(1), 10, default)).Complete);
        Assert.Equal(3, (await log.Read("acme", Samples.Head(2), 10, default)).Events.Length);
        Assert.Empty(await log.Known("acme", ["s1"], default));
        var kept = await log.History("acme", 3, DateTimeOffset.MinValue, DateTimeOffset.MaxValue, 0, 10, default);
        Assert.Equal([3L, 4, 5], kept.Events.Select(e => e.Position.N));
        Assert.Equal(Samples.Noon.AddSeconds(2), kept.ForgottenUntil);
    }
}
