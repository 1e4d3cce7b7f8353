using Fleet.Events;
using Fleet.Organizations;
using Fleet.Trips;
using Fleet.Vehicles;

namespace Fleet.Geofences;

/// <summary>Dwells and exits that no position brings, on the cluster.</summary>
[Collection(ClusterCollection.Name)]
public sealed class GeofenceDeadlineTests(ClusterFixture fixture)
{
    private readonly string _organization = fixture.NewOrganization();

    private DateTimeOffset Now => fixture.Clock.GetUtcNow();

    private IGeofenceGrain Fence => fixture.Grains.GetGrain<IGeofenceGrain>(GrainKey.For(_organization, "depot"));

    private IVehicleGrain Vehicle => fixture.Grains.GetGrain<IVehicleGrain>(GrainKey.For(_organization, "v1"));

    private static GeofenceDefinition Depot => Fences.Circle("depot", 0, 10, 500);

    [Fact]
    public async Task Dwell_and_expiry_come_without_data_once_each_and_after_a_restart()
    {
        var start = Now;
        await Fence.Define(Depot with { DwellSeconds = 1_800, ValidUntil = start.AddHours(3) });
        await Fence.Enter(Fences.Stay("v1", start.AddSeconds(-5), start)); // five seconds on its way
        await fixture.DeactivateAll();

        await Pass(TimeSpan.FromSeconds(1_799));
        Assert.Empty(await Told());
        await Pass(TimeSpan.FromSeconds(1));
        Assert.Equal([(TripEventKind.GeofenceDwell, start.AddSeconds(1_795), null)], await Told());

        await fixture.DeactivateAll();
        await Pass(TimeSpan.FromHours(2.4));
        Assert.Single(await Told());
        await Pass(TimeSpan.FromMinutes(10));
        Assert.Equal([(TripEventKind.GeofenceDwell, start.AddSeconds(1_795), null), (TripEventKind.GeofenceExit, start.AddHours(3), GeofenceEnds.Expired)], await Told());
        Assert.Empty((await Fence.Get())!.Occupants);
        await Pass(TimeSpan.FromHours(5));
        Assert.Equal(2, (await Told()).Count);
    }

    [Fact]
    public async Task Schedule_that_closes_lets_out_who_is_inside()
    {
        var start = Now;
        var minute = (start.Hour * 60) + start.Minute;
        await Fence.Define(Depot with { Schedule = Fences.Schedule("UTC", ("0123456", minute, (minute + 60) % 1440)) });
        await Fence.Enter(Fences.Stay("v1", start));
        await Fence.Enter(Fences.Stay("v2", start.AddMinutes(1)));

        await Pass(TimeSpan.FromMinutes(61));

        var close = start.AddMinutes(60).AddSeconds(-start.Second);
        var told = await Told();
        Assert.Equal(2, told.Count);
        Assert.All(told, t => Assert.Equal((TripEventKind.GeofenceExit, GeofenceEnds.Schedule), (t.Kind, t.Reason)));
        Assert.All(told, t => Assert.InRange(t.At, close.AddSeconds(-1), close.AddSeconds(1)));
    }

    [Fact]
    public async Task Fence_removed_lets_out_who_is_inside_once()
    {
        var start = Now;
        await Fence.Define(Depot);
        await Fence.Enter(Fences.Stay("v1", start));
        fixture.Clock.Advance(TimeSpan.FromMinutes(5));
        Assert.True(await Fence.Remove());
        Assert.Equal([(TripEventKind.GeofenceExit, start.AddMinutes(5), GeofenceEnds.Deleted)], await Told());
        Assert.Null(await Fence.Get());

        // It comes to be again under the same id; who left then is not inside now.
        await Fence.Define(Depot);
        Assert.Empty((await Fence.Get())!.Occupants);
    }

    [Fact]
    public async Task Vehicle_and_fence_that_both_find_the_exit_tell_it_once()
    {
        var start = Now;
        var defined = (await Fence.Define(Depot with { ValidUntil = start.AddMinutes(10), DwellSeconds = 60 })).Definition;
        Use(defined);
        await Report(start, 0);
        await Report(start.AddSeconds(30), 10);
        await Pass(TimeSpan.FromMinutes(11));
        Assert.Equal(3, (await Told()).Count); // entry, dwell, exit

        await Report(start.AddMinutes(11), 20); // still there; its fence is not
        Assert.Equal(
            [TripEventKind.GeofenceEntry, TripEventKind.GeofenceDwell, TripEventKind.GeofenceExit],
            (await Told()).Select(t => t.Kind));
        Assert.Empty((await Vehicle.Get()).Geofences);
    }

    [Fact]
    public async Task Silent_vehicle_is_not_known_to_be_inside_nor_to_dwell()
    {
        var start = Now;
        Use((await Fence.Define(Depot with { DwellSeconds = 7_200 })).Definition);
        await Report(start, 0);
        Assert.Null(Assert.Single((await Fence.Get())!.Occupants).SilentSince);

        var limit = TimeSpan.FromSeconds(new OrganizationSettings { OrganizationId = "o", Name = "o" }.OfflineAfterSeconds);
        fixture.Clock.Advance(limit);
        await Vehicle.Get();
        Assert.Equal(start + limit, Assert.Single((await Fence.Get())!.Occupants).SilentSince);
        await Pass(TimeSpan.FromHours(3));
        Assert.DoesNotContain(await Told(), t => t.Kind == TripEventKind.GeofenceDwell);

        await Report(Now, 5);
        Assert.Null(Assert.Single((await Fence.Get())!.Occupants).SilentSince);
        Assert.Contains(await Told(), t => t.Kind == TripEventKind.GeofenceDwell); // it was inside all the time, it says
    }

    private void Use(GeofenceDefinition definition) => fixture.Organizations.Set(new OrganizationContext(
        new OrganizationSettings { OrganizationId = _organization, Name = _organization }, Fences.Index(definition)));

    private Task<ReportResult> Report(DateTimeOffset at, double north) => Vehicle.Report([Positions.At(0, north, speed: 0) with { Timestamp = at, ReceivedAt = Now }]);

    /// <summary>A call comes behind the turn of a timer.</summary>
    private async Task Pass(TimeSpan time)
    {
        await Fence.Get();
        fixture.Clock.Advance(time);
        await Fence.Wake();
    }

    private async Task<List<(TripEventKind Kind, DateTimeOffset At, string? Reason)>> Told() =>
        [.. (await fixture.Events(_organization)).OfType<TripChanged>().Where(t => t.GeofenceId is not null).Select(t => (t.Kind, t.Timestamp, t.Reason))];
}
