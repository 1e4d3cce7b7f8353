using Fleet.Directory;
using Fleet.Trips;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.Extensions.Options;

namespace Fleet.Storage.Tests;

public sealed class MemoryFleetDirectoryTests
{
    private static readonly DateTimeOffset Noon = new(2024, 4, 13, 12, 0, 0, TimeSpan.Zero);

    private static MemoryFleetDirectory Create(int endedTrips = 1_000) => new(Options.Create(new MemoryDirectoryOptions { EndedTrips = endedTrips }));

    private static FleetEntry Vehicle(string id, string organization = "acme") => new() { OrganizationId = organization, Kind = EntityKind.Vehicle, Id = id };

    private static FleetEntry Trip(string id, int minute, TripStatus status = TripStatus.Active, string vehicle = "v", string? driver = null) => new()
    {
        OrganizationId = "acme",
        Kind = EntityKind.Trip,
        Id = id,
        VehicleId = vehicle,
        DriverId = driver,
        TripStatus = status,
        SortTime = Noon.AddMinutes(minute),
    };

    private static async Task<MemoryFleetDirectory> With(MemoryFleetDirectory directory, params FleetEntry[] entries)
    {
        foreach (var entry in entries)
            await directory.Put(entry, CancellationToken.None);
        return directory;
    }

    private static DirectoryQuery Trips(int limit = 100) => new() { OrganizationId = "acme", Kind = EntityKind.Trip, Limit = limit };

    private static async Task<List<string>> All(MemoryFleetDirectory directory, DirectoryQuery query)
    {
        var ids = new List<string>();
        DirectoryPage page;
        do
        {
            page = await directory.List(query, CancellationToken.None);
            Assert.InRange(page.Entries.Length, 0, query.Limit);
            ids.AddRange(page.Entries.Select(e => e.Id));
            query = query with { After = page.Next };
        }
        while (page.Next is not null);
        return ids;
    }

    [Fact]
    public async Task Alerts_are_found_by_status_what_is_pending_by_everybody_and_resolved_ones_are_bounded()
    {
        var directory = await With(
            Create(endedTrips: 2),
            Alert("a1", 1, "active", pending: true), Alert("a2", 2, "resolved"), Alert("a3", 3, "resolved"), Alert("a4", 4, "resolved", pending: true), Alert("a5", 5, "resolved"));
        var any = new DirectoryQuery { OrganizationId = "acme", Kind = EntityKind.Alert, Limit = 2 };

        Assert.Equal(["a5", "a4", "a3", "a1"], await All(directory, any));
        Assert.Equal(["a1"], await All(directory, any with { Status = "active" }));
        var pending = new List<string>();
        await foreach (var entry in directory.WithClocks(CancellationToken.None))
            pending.Add(entry.Id);

        Assert.Equal(["a1", "a4"], pending.Order());
    }

    private static FleetEntry Alert(string id, int minute, string status, bool pending = false) => new()
    {
        OrganizationId = "acme",
        Kind = EntityKind.Alert,
        Id = id,
        Status = status,
        Pending = pending,
        SortTime = Noon.AddMinutes(minute),
    };

    [Fact]
    public async Task Vehicles_are_listed_by_id_and_by_organization()
    {
        var directory = await With(Create(), Vehicle("b"), Vehicle("a"), Vehicle("C"), Vehicle("z", "other"));
        Assert.Equal(["C", "a", "b"], await All(directory, new DirectoryQuery { OrganizationId = "acme", Kind = EntityKind.Vehicle, Limit = 2 }));
    }

    [Fact]
    public async Task Trips_are_listed_newest_first_and_by_id_within_a_moment()
    {
        var directory = await With(Create(), Trip("old", 1), Trip("b", 5), Trip("a", 5), Trip("new", 9));
        Assert.Equal(["new", "a", "b", "old"], await All(directory, Trips(limit: 1)));
    }

    [Fact]
    public async Task Filters_all_have_to_match()
    {
        var directory = await With(
            Create(),
            Trip("1", 1, TripStatus.Completed, "v1", "d1"),
            Trip("2", 2, TripStatus.Active, "v1", "d1"),
            Trip("3", 3, TripStatus.Active, "v2", "d1"),
            Trip("4", 4, TripStatus.Active, "v1", "d2"));
        Assert.Equal(["4", "2", "1"], await All(directory, Trips() with { VehicleId = "v1" }));
        Assert.Equal(["2", "1"], await All(directory, Trips() with { VehicleId = "v1", DriverId = "d1" }));
        Assert.Equal(["2"], await All(directory, Trips() with { VehicleId = "v1", DriverId = "d1", TripStatus = TripStatus.Active }));
    }

    [Fact]
    public async Task Times_bound_the_list_and_what_has_none_is_not_in_it()
    {
        var directory = await With(Create(), Trip("1", 1), Trip("2", 2), Trip("3", 3), Trip("never", 4) with { SortTime = null });
        Assert.Equal(["2"], await All(directory, Trips() with { From = Noon.AddMinutes(2), Until = Noon.AddMinutes(3) }));
        Assert.Equal(["3", "2"], await All(directory, Trips() with { From = Noon.AddMinutes(2) }));
        Assert.Equal(["1"], await All(directory, Trips() with { Until = Noon.AddMinutes(2) }));
    }

    [Fact]
    public async Task Last_page_has_no_cursor_though_it_is_full()
    {
        var directory = await With(Create(), Trip("1", 1), Trip("2", 2));
        Assert.Null((await directory.List(Trips(limit: 2), CancellationToken.None)).Next);
    }

    [Fact]
    public async Task Entry_put_again_replaces_itself_and_moves()
    {
        var directory = await With(Create(), Trip("1", 1), Trip("2", 2), Trip("1", 3, TripStatus.Completed));
        Assert.Equal(["1", "2"], await All(directory, Trips()));
    }

    [Fact]
    public async Task Removed_entry_is_gone_and_its_cursor_still_works()
    {
        var directory = await With(Create(), Vehicle("a"), Vehicle("b"), Vehicle("c"));
        var query = new DirectoryQuery { OrganizationId = "acme", Kind = EntityKind.Vehicle, Limit = 2 };
        var page = await directory.List(query, CancellationToken.None);
        await directory.Remove("acme", EntityKind.Vehicle, "b", CancellationToken.None);
        Assert.Equal(["c"], await All(directory, query with { After = page.Next }));
    }

    [Fact]
    public async Task Ended_trips_beyond_the_bound_are_forgotten_oldest_first_and_live_ones_never()
    {
        var directory = await With(
            Create(endedTrips: 2),
            Trip("active", 0),
            Trip("first", 1, TripStatus.Completed),
            Trip("third", 3, TripStatus.Cancelled),
            Trip("second", 2, TripStatus.Completed));
        Assert.Equal(["third", "second", "active"], await All(directory, Trips()));
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("/a")]
    [InlineData("-1/a")]
    public async Task Cursor_of_somebody_else_is_a_format_error(string cursor)
    {
        var directory = await With(Create(), Trip("1", 1));
        await Assert.ThrowsAsync<FormatException>(() => directory.List(Trips() with { After = cursor }, CancellationToken.None));
    }

    [Fact]
    public void Pages_of_any_size_hold_every_entry_once() => Prop.ForAll(
        ArbMap.Default.ArbFor<byte[]>(), ArbMap.Default.ArbFor<PositiveInt>(), (minutes, limit) =>
        {
            var directory = Create();
            var expected = minutes.Select((m, i) => Trip(i.ToString("000", System.Globalization.CultureInfo.InvariantCulture), m)).ToArray();
            With(directory, expected).GetAwaiter().GetResult();
            var listed = All(directory, Trips(limit.Get)).GetAwaiter().GetResult();
            return listed.SequenceEqual(expected.OrderByDescending(t => t.SortTime).ThenBy(t => t.Id, StringComparer.Ordinal).Select(t => t.Id));
        }).QuickCheckThrowOnFailure();
}
