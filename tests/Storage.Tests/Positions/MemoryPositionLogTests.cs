namespace Fleet.Storage;

public sealed class MemoryPositionLogTests : PositionLogContract
{
    protected override Task<IPositionLog> OpenAsync() => Task.FromResult<IPositionLog>(new MemoryPositionLog(10_000));

    [Fact]
    public async Task Full_log_forgets_the_oldest_arrivals()
    {
        var log = new MemoryPositionLog(3);
        for (var i = 0; i < 5; i++)
            await AppendAsync(log, Samples.Name("v", i % 2), Samples.At(i));

        Assert.Equal([2, 4], (await AllAsync(log, "v0")).Select(Seconds));
        Assert.Equal([3], (await AllAsync(log, "v1")).Select(Seconds));
    }
}
