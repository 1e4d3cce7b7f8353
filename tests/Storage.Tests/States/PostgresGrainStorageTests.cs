using Fleet.Storage.Postgres;
using Orleans.Runtime;
using Orleans.Storage;

namespace Fleet.Storage;

[Collection(PostgresCollection.Name)]
public sealed class PostgresGrainStorageTests(ClusterFixture cluster) : IAsyncLifetime
{
    private static readonly GrainId _grain = GrainId.Create("vehicle", "acme/v1");
    private TestStore? _store;

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        if (_store is not null)
            await _store.DisposeAsync();
    }

    [SkippableFact]
    public async Task State_never_written_is_a_fresh_one()
    {
        var storage = await OpenAsync();

        var read = await ReadAsync(storage, _grain);

        Assert.False(read.RecordExists);
        Assert.Null(read.ETag);
        Assert.Equal("", read.State!.Text);
    }

    [SkippableFact]
    public async Task State_written_is_state_read()
    {
        var storage = await OpenAsync();
        var state = New("Grüße, \u0000 \"quoted\" 😀");

        await storage.WriteStateAsync("notes", _grain, state);

        var read = await ReadAsync(storage, _grain);
        Assert.Equal(state.State!.Text, read.State!.Text);
        Assert.Equal([1, 2], read.State.Numbers.AsEnumerable());
        Assert.Equal(state.ETag, read.ETag);
        Assert.True(read.RecordExists && state.RecordExists);
    }

    [SkippableFact]
    public async Task Written_again_by_the_one_who_knows_it()
    {
        var storage = await OpenAsync();
        var state = New("one");
        await storage.WriteStateAsync("notes", _grain, state);
        var first = state.ETag;
        state.State!.Text = "two";

        await storage.WriteStateAsync("notes", _grain, state);

        Assert.NotEqual(first, state.ETag);
        Assert.Equal("two", (await ReadAsync(storage, _grain)).State!.Text);
    }

    [SkippableFact]
    public async Task Stale_writer_gets_a_conflict_and_its_neighbours_do_not()
    {
        var storage = await OpenAsync(o => (o.Lanes, o.MaxCommitDelay) = (1, TimeSpan.FromMilliseconds(200)));
        var grains = Enumerable.Range(0, 20).Select(i => GrainId.Create("vehicle", Samples.Name("acme/v", i))).ToArray();
        var states = grains.Select(_ => New("one")).ToArray();
        await Task.WhenAll(grains.Select((g, i) => storage.WriteStateAsync("notes", g, states[i])));
        var stale = await ReadAsync(storage, grains[4]);
        await storage.WriteStateAsync("notes", grains[4], states[4]);
        states[4] = stale;

        var writes = grains.Select((g, i) => storage.WriteStateAsync("notes", g, states[i])).ToArray();

        for (var i = 0; i < writes.Length; i++)
        {
            if (i == 4)
                await Assert.ThrowsAsync<InconsistentStateException>(() => writes[4]);
            else
                await writes[i];
        }
    }

    [SkippableFact]
    public async Task Of_many_first_writes_at_once_exactly_one_wins()
    {
        var storage = await OpenAsync(o => (o.Lanes, o.MaxCommitDelay) = (4, TimeSpan.Zero));
        for (var round = 0; round < 20; round++)
        {
            var grain = GrainId.Create("vehicle", Samples.Name("acme/r", round));
            var writes = Enumerable.Range(0, 8).Select(i => WriteAsync(storage, grain, Samples.Name("", i))).ToArray();

            var won = await Task.WhenAll(writes);

            Assert.Single(won, w => w);
            Assert.Equal(Samples.Name("", Array.IndexOf(won, true)), (await ReadAsync(storage, grain)).State!.Text);
        }
    }

    [SkippableFact]
    public async Task Keys_that_look_alike_have_rows_of_their_own()
    {
        var storage = await OpenAsync();
        (string State, GrainId Grain)[] keys =
        [
            ("notes", GrainId.Create("vehicle", "1")), ("notes", GrainId.Create("vehicle", "01")),
            ("notes", GrainId.Create("vehicle", "ab")), ("notes", GrainId.Create("vehicle", "AB")),
            ("notes", GrainId.Create("trip", "1")), ("other", GrainId.Create("vehicle", "1")),
        ];
        foreach (var (state, grain) in keys)
            await storage.WriteStateAsync(state, grain, New(state + grain));

        foreach (var (state, grain) in keys)
        {
            var read = new GrainState<DriverNotes>();
            await storage.ReadStateAsync(state, grain, read);
            Assert.Equal(state + grain, read.State!.Text);
        }
    }

    [SkippableFact]
    public async Task Cleared_state_is_gone_and_its_old_etag_never_works_again()
    {
        var storage = await OpenAsync();
        var state = New("one");
        await storage.WriteStateAsync("notes", _grain, state);
        var stale = await ReadAsync(storage, _grain);

        await storage.ClearStateAsync("notes", _grain, state);

        Assert.False(state.RecordExists);
        Assert.Equal("", state.State!.Text);
        Assert.False((await ReadAsync(storage, _grain)).RecordExists);
        await storage.WriteStateAsync("notes", _grain, state);
        await Assert.ThrowsAsync<InconsistentStateException>(() => storage.WriteStateAsync("notes", _grain, stale));
        await Assert.ThrowsAsync<InconsistentStateException>(() => storage.ClearStateAsync("notes", _grain, stale));
    }

    [SkippableFact]
    public async Task Clearing_what_is_not_there_is_fine_and_what_is_unknown_a_conflict()
    {
        var storage = await OpenAsync();
        await storage.ClearStateAsync("notes", _grain, New("never written"));
        await storage.WriteStateAsync("notes", _grain, New("by another"));

        await Assert.ThrowsAsync<InconsistentStateException>(() => storage.ClearStateAsync("notes", _grain, New("unaware")));
    }

    [SkippableFact]
    public async Task Etag_of_another_store_is_a_conflict()
    {
        var storage = await OpenAsync();

        await Assert.ThrowsAsync<InconsistentStateException>(() => storage.WriteStateAsync("notes", _grain, new GrainState<DriverNotes>(new(), "W/\"7\"")));
    }

    [SkippableFact]
    public async Task Many_grains_write_in_few_commits()
    {
        var storage = await OpenAsync();

        await Task.WhenAll(Enumerable.Range(0, 2_000).Select(i => storage.WriteStateAsync("notes", GrainId.Create("vehicle", Samples.Name("acme/v", i)), New("x"))));

        var commits = await _store!.ScalarAsync<decimal>("SELECT sum(sequence) FROM commit_lanes");
        Assert.InRange(commits, 1, 200);
        Assert.Equal(2_000, await _store.ScalarAsync<long>("SELECT count(*) FROM grain_state"));
    }

    private static GrainState<DriverNotes> New(string text) => new(new() { Text = text, Numbers = [1, 2] });

    private static async Task<bool> WriteAsync(IGrainStorage storage, GrainId grain, string text)
    {
        try
        {
            await storage.WriteStateAsync("notes", grain, New(text));
            return true;
        }
        catch (InconsistentStateException)
        {
            return false;
        }
    }

    private static async Task<GrainState<DriverNotes>> ReadAsync(IGrainStorage storage, GrainId grain)
    {
        var state = new GrainState<DriverNotes>();
        await storage.ReadStateAsync("notes", grain, state);
        return state;
    }

    private async Task<IGrainStorage> OpenAsync(Action<StorageOptions>? configure = null)
    {
        _store ??= new TestStore(await cluster.CreateDatabaseAsync(), configure);
        return _store.GetKeyed<IGrainStorage>(PostgresGrainStorage.Name);
    }
}
