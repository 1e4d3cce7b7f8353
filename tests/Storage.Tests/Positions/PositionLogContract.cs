namespace Fleet.Storage;

/// <summary>What every position log does. One subclass an implementation.</summary>
public abstract class PositionLogContract : IAsyncLifetime
{
    protected abstract Task<IPositionLog> OpenAsync();

    public Task InitializeAsync() => Task.CompletedTask;

    public virtual Task DisposeAsync() => Task.CompletedTask;

    [SkippableFact]
    public async Task Position_with_every_member_comes_back_as_it_was()
    {
        var log = await OpenAsync();

        await AppendAsync(log, "v1", new LoggedPosition(Samples.Full, Late: false));

        Assert.Equal([new LoggedPosition(Samples.Full, false)], await AllAsync(log, "v1"));
    }

    [SkippableFact]
    public async Task Positions_come_back_by_timestamp_between_the_bounds()
    {
        var log = await OpenAsync();
        await AppendAsync(log, "v1", Samples.At(10), Samples.At(20), Samples.At(30));
        await AppendAsync(log, "v1", Samples.At(5, late: true), Samples.At(40));
        await AppendAsync(log, "v2", Samples.At(20));

        var all = await AllAsync(log, "v1");
        var some = await ReadAsync(log, "v1", Samples.Noon.AddSeconds(10), Samples.Noon.AddSeconds(30), true);

        Assert.Equal([5, 10, 20, 30, 40], all.Select(Seconds));
        Assert.Equal([20, 30], some.Select(Seconds));
    }

    [SkippableFact]
    public async Task Late_positions_are_left_out_on_demand()
    {
        var log = await OpenAsync();
        await AppendAsync(log, "v1", Samples.At(10));
        await AppendAsync(log, "v1", Samples.At(5, late: true));

        Assert.Equal([10], (await ReadAsync(log, "v1", DateTimeOffset.MinValue, DateTimeOffset.MaxValue, false)).Select(Seconds));
    }

    [SkippableFact]
    public async Task Late_duplicates_are_named_and_keep_the_first()
    {
        var log = await OpenAsync();
        await AppendAsync(log, "v1", Samples.At(10), Samples.At(20));

        var result = await AppendAsync(log, "v1", Samples.At(5, late: true), Samples.At(10, late: true), Samples.At(30), Samples.At(5, late: true));

        Assert.Equal(AppendStatus.Committed, result.Status);
        Assert.Equal([1, 3], result.Duplicates.AsEnumerable());
        var kept = await AllAsync(log, "v1");
        Assert.Equal([5, 10, 20, 30], kept.Select(Seconds));
        Assert.False(kept[1].Late);
    }

    [SkippableFact]
    public async Task Broken_promise_is_a_conflict_and_writes_nothing()
    {
        var log = await OpenAsync();
        await AppendAsync(log, "v1", Samples.At(10));

        var result = await AppendAsync(log, "v1", Samples.At(10), Samples.At(20), Samples.At(1, late: true));

        Assert.Equal(AppendStatus.Conflict, result.Status);
        Assert.Equal([10], (await AllAsync(log, "v1")).Select(Seconds));
    }

    [SkippableFact]
    public async Task Same_row_promised_twice_in_one_append_is_a_conflict()
    {
        var log = await OpenAsync();

        Assert.Equal(AppendStatus.Conflict, (await AppendAsync(log, "v1", Samples.At(10), Samples.At(10))).Status);
        Assert.Empty(await AllAsync(log, "v1"));
    }

    [SkippableFact]
    public async Task Organizations_with_the_same_vehicle_id_never_meet()
    {
        var log = await OpenAsync();
        await log.Append("a", "v", [Samples.At(1)], default);
        await log.Append("b", "v", [Samples.At(1), Samples.At(2)], default);

        Assert.Single(await log.Read("a", "v", DateTimeOffset.MinValue, DateTimeOffset.MaxValue, true, default).ToListAsync());
        Assert.Equal(2, (await log.Read("b", "v", DateTimeOffset.MinValue, DateTimeOffset.MaxValue, true, default).ToListAsync()).Count);
    }

    [SkippableFact]
    public async Task Long_histories_are_read_whole()
    {
        var log = await OpenAsync();
        await log.Append("acme", "v1", [.. Enumerable.Range(0, 5_000).Select(i => Samples.At(i))], default);

        Assert.Equal(Enumerable.Range(0, 5_000).Select(i => (double)i), (await AllAsync(log, "v1")).Select(Seconds));
    }

    [SkippableFact]
    public async Task Old_and_broken_clocks_are_taken_too()
    {
        var log = await OpenAsync();
        foreach (var year in new[] { 1970, 1980, 1999, 2000, 2019, 2024 })
        {
            var position = Samples.Full with { Timestamp = new DateTimeOffset(year, 6, 30, 23, 59, 59, 999, TimeSpan.Zero) };
            Assert.Equal(AppendStatus.Committed, (await AppendAsync(log, "v1", new LoggedPosition(position, year < 2019))).Status);
        }

        Assert.Equal([1970, 1980, 1999, 2000, 2019, 2024], (await AllAsync(log, "v1")).Select(p => p.Position.Timestamp.Year));
    }

    protected static async Task<AppendResult> AppendAsync(IPositionLog log, string vehicle, params LoggedPosition[] positions) =>
        await log.Append("acme", vehicle, [.. positions], default);

    protected static Task<List<LoggedPosition>> AllAsync(IPositionLog log, string vehicle) =>
        ReadAsync(log, vehicle, DateTimeOffset.MinValue, DateTimeOffset.MaxValue, includeLate: true);

    protected static double Seconds(LoggedPosition position) => (position.Position.Timestamp - Samples.Noon).TotalSeconds;

    private static async Task<List<LoggedPosition>> ReadAsync(
        IPositionLog log, string vehicle, DateTimeOffset after, DateTimeOffset until, bool includeLate) =>
        await log.Read("acme", vehicle, after, until, includeLate, default).ToListAsync();
}
