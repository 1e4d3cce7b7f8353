using Fleet.Geofences;
using Fleet.Organizations;
using Fleet.Safety;
using Fleet.Vehicles;

namespace Fleet.Roads;

/// <summary>Whose limit is in force, and what a speeding event says of it.</summary>
public sealed class RoadSpeedingTests
{
    private static readonly RoadIndex Street = RoadLayers.Index(RoadLayers.Road("street", 50, (0, 0), (0, 5000)));

    private static List<VehicleStep> Drive(OrganizationContext context, Func<Position, Position> with)
    {
        var state = new VehicleState();
        var monitor = new VehicleMonitor("v", new VehicleOptions());
        var steps = new List<VehicleStep>();
        foreach (var position in Positions.Drive(0, 60, 80, 1).Select(p => with(p with { HeadingDegrees = 0 })))
        {
            monitor.Apply(state, position, context, out var step);
            steps.Add(step!);
        }

        return steps;
    }

    [Theory]
    [InlineData(false, false, true, "road", 50)]
    [InlineData(false, true, true, "fence", 55)]
    [InlineData(true, true, true, "report", 60)]
    [InlineData(false, false, false, "organization", 65)]
    public void Report_goes_before_fence_before_road_before_organization(bool report, bool fence, bool road, string source, double limit)
    {
        var circle = Fences.Circle("zone", 0, 10, 50_000) with { SpeedLimitKmh = 55 };
        var changes = new GeofenceChanges { Version = 1, Since = -1, Complete = true, Defined = fence ? [circle] : [] };
        var context = new OrganizationContext(
            new OrganizationSettings { OrganizationId = "o", Name = "o", SpeedLimitKmh = 65, Thresholds = new SafetyThresholds { SpeedingOverLimitKmh = 10 } },
            GeofenceIndex.Empty.With(changes)) { Roads = road ? Street : RoadIndex.Empty };

        var steps = Drive(context, p => report ? p with { SpeedLimitKmh = 60 } : p);

        Assert.All(steps, s => Assert.Equal((limit, source), (s.SpeedLimitKmh, s.LimitSource)));
        var finding = steps.SelectMany(s => s.Findings).First(f => f.Type == SafetyTypes.Speeding);
        Assert.Equal("speeding." + source, finding.Why.Rule);
        Assert.Equal(limit, finding.Details["speed_limit"]);
        Assert.Equal(source == "road" ? "l/street" : null, finding.Why.Road);
    }

    [Fact]
    public void Beside_the_road_there_is_no_limit()
    {
        var context = new OrganizationContext(new OrganizationSettings { OrganizationId = "o", Name = "o" }, GeofenceIndex.Empty) { Roads = Street };

        var steps = Drive(context, p => p with { Longitude = p.Longitude + 0.001 });

        Assert.All(steps, s => Assert.Null(s.LimitSource));
        Assert.DoesNotContain(steps.SelectMany(s => s.Findings), f => f.Type == SafetyTypes.Speeding);
    }
}
