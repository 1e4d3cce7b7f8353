using Fleet.Alerts;
using Fleet.Compliance;
using Fleet.CustomEvents;
using Fleet.Events;
using Fleet.Gateway.Auth;
using Fleet.Geography;
using Fleet.Organizations;
using Fleet.Safety;
using Fleet.Trips;
using FsCheck;
using FsCheck.Fluent;

namespace Fleet.Gateway.Subscriptions;

public sealed class SubscriptionIndexTests
{
    private static readonly string[] Ids = ["a", "b", "c"];

    [Fact]
    public void Index_agrees_with_asking_every_subscription() =>
        Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed =>
        {
            var random = new Random(seed);
            var index = new SubscriptionIndex();
            var members = Enumerable.Range(0, 40).Select(_ => Member(random)).ToList();
            members.ForEach(index.Add);
            foreach (var gone in members.Where(_ => random.Next(4) == 0).ToList())
            {
                index.Remove(gone);
                members.Remove(gone);
            }

            var found = new List<FeedMember>();
            for (var i = 0; i < 60; i++)
            {
                var e = Made.Feed(Event(random, i));
                index.Match(e, found);
                var expected = members.Where(m => m.Subscription.Shows(e)).ToHashSet();
                Assert.Equal(expected.Count, found.Count);
                Assert.True(expected.SetEquals(found));
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(200));

    [Fact]
    public void Member_is_not_given_what_it_has_read_already()
    {
        var index = new SubscriptionIndex();
        var member = new FeedMember(new Subscription("s", new Listener("org"), EventChannels.Locations, SubscriptionFilter.All, Visibility.Everything), null!) { After = 7 };
        index.Add(member);
        var found = new List<FeedMember>();

        index.Match(Made.Feed(Made.Location("v", 1), 7), found);
        Assert.Empty(found);
        index.Match(Made.Feed(Made.Location("v", 1), 8), found);
        Assert.Single(found);
    }

    [Theory]
    [InlineData(-180)]
    [InlineData(180)]
    [InlineData(179.99)]
    [InlineData(-179.99)]
    public void Area_over_the_antimeridian_holds_both_sides(double longitude)
    {
        var index = new SubscriptionIndex();
        var filter = new SubscriptionFilter { Bounds = new GeoBounds(new GeoPoint(-20, 179), new GeoPoint(-10, -179)) };
        index.Add(new FeedMember(new Subscription("s", new Listener("org"), EventChannels.Locations, filter, Visibility.Everything), null!));
        var found = new List<FeedMember>();

        index.Match(Made.Feed(Made.Location("v", 1, -15, longitude)), found);

        Assert.Single(found);
    }

    [Fact]
    public void What_permissions_hide_is_counted_as_denied()
    {
        var listener = new Listener("org");
        var index = new SubscriptionIndex();
        index.Add(new FeedMember(
            new Subscription("s", listener, EventChannels.SafetyEvents, SubscriptionFilter.All, Seeing(bounds: new GeoBounds(new GeoPoint(0, 0), new GeoPoint(1, 1)))), null!));
        var found = new List<FeedMember>();

        index.Match(Made.Feed(Made.Safety("v", 1, place: new GeoPoint(2, 2))), found);

        Assert.Empty(found);
        Assert.Equal(1, listener.Denied);
    }

    [Fact]
    public void Vehicle_restrictions_cut_a_subscriptions_own_list_down()
    {
        var filter = new SubscriptionFilter { VehicleIds = new HashSet<string> { "a", "b" } };

        var subscription = new Subscription("s", new Listener("org"), EventChannels.Locations, filter, Seeing(["b", "c"]));

        Assert.Equal(["b"], subscription.Filter.VehicleIds!);
    }

    private static Visibility Seeing(string[]? vehicles = null, GeoBounds? bounds = null) => Visibility.Of(new Principal
    {
        OrganizationId = "org",
        Subject = "s",
        Role = Role.Viewer,
        Permissions = new Permissions { VehicleRestrictions = [.. vehicles ?? []], GeographicBounds = bounds },
    });

    private static FeedMember Member(Random random)
    {
        var channels = (EventChannels)random.Next(1, 4_096) & EventChannels.OfShards;
        var filter = new SubscriptionFilter
        {
            VehicleIds = Some(random, Ids),
            DriverIds = Some(random, Ids),
            TripIds = Some(random, Ids),
            TripStatuses = Some(random, Enum.GetValues<TripStatus>()),
            Bounds = random.Next(3) == 0 ? Bounds(random) : null,
            MinSpeedKmh = random.Next(4) == 0 ? random.Next(80) : null,
            MaxAccuracyMeters = random.Next(4) == 0 ? random.Next(20) : null,
            Severities = Some(random, Enum.GetValues<Severity>()),
            EventTypes = Some(random, ["harsh_braking", "speeding", "trip_started", "geofence_entry"]),
            RiskThreshold = random.Next(4) == 0 ? random.NextDouble() : null,
            Priorities = Some(random, Enum.GetValues<NotificationPriority>()),
            MinScoreChange = random.Next(4) == 0 ? random.Next(5) : null,
            Warnings = Some(random, Enum.GetValues<ComplianceKind>()),
            EventNames = Some(random, ["delivered", "parked"]),
            CustomPriorities = Some(random, Enum.GetValues<CustomEventPriority>()),
            AlertPriorities = Some(random, Enum.GetValues<AlertPriority>()),
            RuleIds = Some(random, Ids),
        };
        var visibility = random.Next(3) == 0
            ? Seeing(random.Next(2) == 0 ? ["a", "b"] : null, random.Next(2) == 0 ? Bounds(random) : null)
            : Visibility.Everything;
        return new FeedMember(new Subscription("s", new Listener("org"), channels, filter, visibility), null!);
    }

    private static HashSet<T>? Some<T>(Random random, T[] values) =>
        random.Next(4) > 0 ? null : [.. values.Where(_ => random.Next(2) == 0)];

    private static GeoBounds Bounds(Random random)
    {
        // From a street to the world, some over the antimeridian.
        var size = Math.Pow(10, (random.NextDouble() * 5) - 2.5);
        var south = Math.Clamp(Latitude(random), -90, 90 - Math.Min(size, 90));
        var (west, east) = (Longitude(random), Longitude(random));
        return random.Next(3) == 0
            ? new GeoBounds(new GeoPoint(south, west), new GeoPoint(Math.Min(south + size, 90), east))
            : new GeoBounds(new GeoPoint(south, west), new GeoPoint(Math.Min(south + size, 90), Math.Min(west + size, 180)));
    }

    private static double Latitude(Random random) => random.Next(6) == 0 ? random.Next(2) * 180 - 90 : (random.NextDouble() * 4) - 2;

    private static double Longitude(Random random) => random.Next(6) == 0 ? random.Next(2) * 360 - 180 : (random.NextDouble() * 4) - 2;

    private static FleetEvent Event(Random random, int number)
    {
        var vehicle = Ids[random.Next(3)];
        var driver = random.Next(3) == 0 ? null : Ids[random.Next(3)];
        var trip = random.Next(3) == 0 ? null : Ids[random.Next(3)];
        GeoPoint? place = random.Next(5) == 0 ? null : new GeoPoint(Latitude(random), Longitude(random));
        var severity = (Severity)random.Next(4);
        return random.Next(6) switch
        {
            5 => Made.Custom(vehicle, number, random.Next(2) == 0 ? "delivered" : "parked", (CustomEventPriority)random.Next(4), place, driver, trip),
            0 => Made.Location(
                vehicle, number, Latitude(random), Longitude(random), random.Next(90), random.Next(4) == 0 ? null : random.Next(25),
                driver, trip, trip is null ? null : (TripStatus)random.Next(5)),
            1 => Made.Safety(vehicle, number, random.Next(2) == 0 ? "harsh_braking" : "speeding", severity, random.NextDouble(), random.Next(90), place, driver, trip),
            2 => Made.Trip(vehicle, number, (TripEventKind)random.Next(8), random.Next(3) == 0 ? null : (TripStatus)random.Next(5), trip, place, driver),
            3 => Made.Compliance(Ids[random.Next(3)], number, (ComplianceKind)random.Next(4), random.Next(3) == 0 ? null : vehicle, trip),
            4 => Made.Alert(Ids[random.Next(3)], number, (AlertStep)random.Next(5), (AlertPriority)random.Next(4), Ids[random.Next(3)], random.Next(3) == 0 ? null : vehicle, driver, place),
            _ => Made.Driver(driver ?? "a", number, random.Next(-6, 6), random.Next(2) == 0 ? vehicle : null, trip),
        };
    }
}
