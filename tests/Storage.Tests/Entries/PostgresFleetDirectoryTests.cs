using Fleet.Directory;
using Fleet.Trips;

namespace Fleet.Storage;

[Collection(PostgresCollection.Name)]
public sealed class PostgresFleetDirectoryTests(ClusterFixture cluster) : IAsyncLifetime
{
    private TestStore? _store;

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        if (_store is not null)
            await _store.DisposeAsync();
    }

    [SkippableFact]
    public async Task Vehicles_list_by_id_in_pages()
    {
        var directory = await OpenAsync();
        foreach (var id in new[] { "b", "a", "C", "d:1", "e" })
            await directory.Put(new() { OrganizationId = "acme", Kind = EntityKind.Vehicle, Id = id }, default);
        await directory.Put(new() { OrganizationId = "other", Kind = EntityKind.Vehicle, Id = "x" }, default);

        Assert.Equal(["C", "a", "b", "d:1", "e"], await AllAsync(directory, new() { OrganizationId = "acme", Kind = EntityKind.Vehicle, Limit = 2 }));
    }

    [SkippableFact]
    public async Task What_has_clocks_is_found_over_all_organizations_until_they_stop()
    {
        var directory = await OpenAsync();
        FleetEntry Entry(EntityKind kind, string id, bool pending = false, string organization = "acme") => new() { OrganizationId = organization, Kind = kind, Id = id, Pending = pending };
        foreach (var entry in new[]
        {
            Entry(EntityKind.Driver, "d1", pending: true), Entry(EntityKind.Driver, "d2"), Entry(EntityKind.Driver, "d1", pending: true, "zeta"),
            Entry(EntityKind.Trip, "t1") with { TripStatus = TripStatus.Paused, VehicleId = "v1" }, Entry(EntityKind.Trip, "t2") with { TripStatus = TripStatus.Completed },
            Entry(EntityKind.Webhook, "w1"), Entry(EntityKind.Workflow, "f1"), Entry(EntityKind.Vehicle, "v1"),
        })
            await directory.Put(entry, default);
        Assert.Equal(["acme d1", "acme f1", "acme t1", "acme w1", "zeta d1"], await ClocksAsync(directory));

        await directory.Put(Entry(EntityKind.Driver, "d1"), default);
        await directory.Put(Entry(EntityKind.Trip, "t1") with { TripStatus = TripStatus.Completed }, default);
        Assert.Equal(["acme f1", "acme w1", "zeta d1"], await ClocksAsync(directory));
        Assert.Equal(["d1", "d2"], await AllAsync(directory, new() { OrganizationId = "acme", Kind = EntityKind.Driver, Limit = 2 }));
    }

    private static async Task<List<string>> ClocksAsync(IFleetDirectory directory)
    {
        var found = new List<string>();
        await foreach (var entry in directory.WithClocks(default))
        {
            Assert.True(entry.HasClocks);
            found.Add($"{entry.OrganizationId} {entry.Id}");
        }

        return [.. found.Order(StringComparer.Ordinal)];
    }

    [SkippableFact]
    public async Task Trips_list_newest_first_and_ties_by_id()
    {
        var directory = await OpenAsync();
        for (var i = 0; i < 9; i++)
        {
            await directory.Put(Trip(Samples.Name("t", i)) with { SortTime = Samples.Noon.AddSeconds(i / 3) }, default);
        }

        Assert.Equal(
            ["t6", "t7", "t8", "t3", "t4", "t5", "t0", "t1", "t2"],
            await AllAsync(directory, new() { OrganizationId = "acme", Kind = EntityKind.Trip, Limit = 2 }));
    }

    [SkippableFact]
    public async Task Trips_are_found_by_vehicle_driver_and_status()
    {
        var directory = await OpenAsync();
        await directory.Put(Trip("t1") with { VehicleId = "v1", DriverId = "d1", TripStatus = TripStatus.Active }, default);
        await directory.Put(Trip("t2") with { VehicleId = "v1", DriverId = "d2", TripStatus = TripStatus.Completed }, default);
        await directory.Put(Trip("t3") with { VehicleId = "v2", DriverId = "d1", TripStatus = TripStatus.Active }, default);
        var any = new DirectoryQuery { OrganizationId = "acme", Kind = EntityKind.Trip, Limit = 10 };

        Assert.Equal(["t1", "t2"], await AllAsync(directory, any with { VehicleId = "v1" }));
        Assert.Equal(["t1", "t3"], await AllAsync(directory, any with { DriverId = "d1" }));
        Assert.Equal(["t1", "t3"], await AllAsync(directory, any with { TripStatus = TripStatus.Active }));
        Assert.Equal(["t3"], await AllAsync(directory, any with { TripStatus = TripStatus.Active, VehicleId = "v2", DriverId = "d1" }));
    }

    [SkippableFact]
    public async Task Alerts_are_found_by_status_and_what_is_pending_by_everybody()
    {
        var directory = await OpenAsync();
        await directory.Put(Alert("a1") with { Status = "active", Pending = true, VehicleId = "v1" }, default);
        await directory.Put(Alert("a2") with { Status = "active", SortTime = Samples.Noon.AddSeconds(1) }, default);
        await directory.Put(Alert("a3") with { Status = "resolved", OrganizationId = "other", Pending = true }, default);
        var any = new DirectoryQuery { OrganizationId = "acme", Kind = EntityKind.Alert, Limit = 1 };

        Assert.Equal(["a2", "a1"], await AllAsync(directory, any with { Status = "active" }));
        Assert.Equal(["a1"], await AllAsync(directory, any with { Status = "active", VehicleId = "v1" }));
        Assert.Equal(["acme a1", "other a3"], await ClocksAsync(directory));

        await directory.Put(Alert("a1") with { Status = "acknowledged" }, default);
        Assert.Equal(["other a3"], await ClocksAsync(directory));
        Assert.Equal(["a1"], await AllAsync(directory, any with { Status = "acknowledged" }));
    }

    private static FleetEntry Alert(string id) => new() { OrganizationId = "acme", Kind = EntityKind.Alert, Id = id, SortTime = Samples.Noon };

    [SkippableFact]
    public async Task Trips_are_found_by_time_and_what_has_none_is_not()
    {
        var directory = await OpenAsync();
        for (var i = 0; i < 4; i++)
            await directory.Put(Trip(Samples.Name("t", i)) with { SortTime = Samples.Noon.AddSeconds(i) }, default);
        await directory.Put(Trip("never") with { SortTime = null }, default);
        var any = new DirectoryQuery { OrganizationId = "acme", Kind = EntityKind.Trip, Limit = 1 };

        Assert.Equal(["t2", "t1"], await AllAsync(directory, any with { From = Samples.Noon.AddSeconds(1), Until = Samples.Noon.AddSeconds(3) }));
        Assert.Equal(["t3", "t2"], await AllAsync(directory, any with { From = Samples.Noon.AddSeconds(2) }));
        Assert.Equal(["t0"], await AllAsync(directory, any with { Until = Samples.Noon.AddSeconds(1) }));
    }

    [SkippableFact]
    public async Task Entry_put_again_is_replaced_and_removed_is_gone()
    {
        var directory = await OpenAsync();
        var query = new DirectoryQuery { OrganizationId = "acme", Kind = EntityKind.Trip, Limit = 10 };
        var entry = Trip("t1") with { VehicleId = "v1", TripStatus = TripStatus.Planned, SortTime = Samples.Noon };
        await directory.Put(Trip("t1"), default);
        await directory.Put(entry, default);

        Assert.Equal([entry], (await directory.List(query, default)).Entries.AsEnumerable());
        await directory.Remove("acme", EntityKind.Trip, "t1", default);
        Assert.Empty((await directory.List(query, default)).Entries);
    }

    [SkippableFact]
    public async Task Cursor_of_somebody_else_is_refused()
    {
        var directory = await OpenAsync();

        await Assert.ThrowsAsync<FormatException>(() => directory.List(new() { OrganizationId = "acme", Kind = EntityKind.Trip, Limit = 1, After = "x~y" }, default));
    }

    private static FleetEntry Trip(string id) => new() { OrganizationId = "acme", Kind = EntityKind.Trip, Id = id };

    private static async Task<List<string>> AllAsync(IFleetDirectory directory, DirectoryQuery query)
    {
        var ids = new List<string>();
        DirectoryPage page;
        do
        {
            page = await directory.List(query, default);
            ids.AddRange(page.Entries.Select(e => e.Id));
            query = query with { After = page.Next };
        }
        while (page.Next is not null);
        return ids;
    }

    private async Task<IFleetDirectory> OpenAsync()
    {
        _store ??= new TestStore(await cluster.CreateDatabaseAsync());
        return _store.Get<IFleetDirectory>();
    }
}
