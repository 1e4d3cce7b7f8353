using Fleet.Events;
using Fleet.Geofences;
using Fleet.Organizations;
using Fleet.Safety;
using Fleet.Trips;

namespace Fleet.Places;

/// <summary>Every event that has a place comes by the shard: there it is given its address.</summary>
[Collection(ClusterCollection.Name)]
public sealed class PlacedEventTests(ClusterFixture cluster)
{
    private static readonly DateTimeOffset Noon = new(2024, 4, 13, 12, 0, 0, TimeSpan.Zero);

    private readonly string _organization = cluster.NewOrganization();

    private IEventShardGrain Shard => cluster.Grains.GetGrain<IEventShardGrain>(GrainKey.ForShard(_organization, 1));

    [Fact]
    public async Task Event_is_told_with_the_address_and_area_of_its_own_place()
    {
        cluster.Organizations.Set(new OrganizationContext(new OrganizationSettings { OrganizationId = _organization, Name = "o" }, GeofenceIndex.Empty)
        {
            Places = PlaceLayers.Index([PlaceLayers.Point("depot", 0, 0, "1 Main St"), PlaceLayers.Square("Downtown", 0, 0, 500)]),
        });
        await Shard.Publish([Braking("a", 10), Braking("b", 300), Braking("c", 900), Started("d", 0), Braking("e", 0) with { Location = null }]);

        var told = (await Shard.Read((await Shard.Snapshot(new SnapshotRequest())).Head with { N = 0 }, 100)).Events;

        Assert.Equal(
            [("1 Main St", "Downtown"), (null, "Downtown"), (null, null), ("1 Main St", "Downtown"), (null, null)],
            told.Select(e => (e.Address, e.Area)));
    }

    private SafetyDetected Braking(string id, double north) => new()
    {
        EventId = id,
        OrganizationId = _organization,
        Timestamp = Noon,
        VehicleId = "v",
        Type = "harsh_braking",
        Severity = Severity.High,
        Location = PlaceLayers.At(0, north),
        Risk = new RiskAssessment { RiskScore = 0.5, SeverityScore = 5, CrashProbability = 0.1 },
    };

    private TripChanged Started(string id, double north) => new()
    {
        EventId = id,
        OrganizationId = _organization,
        Timestamp = Noon,
        VehicleId = "v",
        TripId = "t",
        Kind = TripEventKind.Started,
        Location = PlaceLayers.At(0, north),
    };
}
