using Fleet.Directory;
using Fleet.Drivers;
using Fleet.Events;
using Fleet.Vehicles;

namespace Fleet.Compliance;

[Collection(ClusterCollection.Name)]
public class DutyGrainTests(ClusterFixture cluster)
{
    private readonly string _organization = cluster.NewOrganization();

    private IVehicleGrain Vehicle => cluster.Grains.GetGrain<IVehicleGrain>(GrainKey.For(_organization, "v1"));

    private IDriverGrain Driver => cluster.Grains.GetGrain<IDriverGrain>(GrainKey.For(_organization, "d1"));

    [Fact]
    public async Task A_vehicles_positions_are_its_drivers_hours()
    {
        await Vehicle.Configure(new VehicleDetails { DriverId = "d1" });
        var nineHours = Positions.Drive(0, 9 * 3600, 80, 30).ToList();
        foreach (var report in nineHours.Chunk(200))
        {
            await Report(report);
        }

        var warned = await Warned();
        Assert.Equal([(ComplianceKind.BreakRequired, 27_000d), (ComplianceKind.Violation, 28_860d)], warned.Select(w => (w.Kind, Seconds(w))));
        Assert.All(warned, w => Assert.Equal((DutyLimit.Break, "v1", "d1", "DOT_FMCSA"), (w.Limit, w.VehicleId, w.DriverId, w.Regulation)));
        Assert.Equal(TimeSpan.FromSeconds(-60), warned[1].Left.Break);
        Assert.NotNull(warned[1].TripId);

        await Report(nineHours); // a resend
        Assert.Equal(2, (await Warned()).Count);
        var duty = await Driver.GetDuty();
        Assert.Equal((DutyStatus.Driving, TimeSpan.FromHours(2), TimeSpan.FromHours(5)), (duty.Status, duty.Left.Driving, duty.Left.Window));
        Assert.Equal((ComplianceKind.HoursApproaching, DutyLimit.Driving, Positions.Start.AddHours(10)), (duty.Next!.Value.Kind, duty.Next.Value.Limit, duty.Next.Value.At));

        cluster.Clock.Advance(TimeSpan.FromMinutes(6)); // nothing more is heard
        Assert.Equal((DutyStatus.OffDuty, Positions.Start.AddHours(9)), await Status());
    }

    [Fact]
    public async Task Deadlines_come_due_without_data_once_each_and_after_a_restart()
    {
        var start = cluster.Clock.GetUtcNow();
        await Driver.Declare(DutyStatus.OnDuty, start);
        await Wait(TimeSpan.FromHours(13));
        Assert.Equal([(ComplianceKind.HoursApproaching, DutyLimit.Window, start.AddHours(13))], Lines(await Warned()));

        await cluster.DeactivateAll(); // a reminder, of this driver or another test's, may bring one back at once
        await Wait(TimeSpan.FromMinutes(50));
        Assert.Equal(
            [(ComplianceKind.HoursApproaching, DutyLimit.Window, start.AddHours(13)), (ComplianceKind.RestRequired, DutyLimit.Window, start.AddHours(13.75))],
            Lines(await Warned()));
        await Wait(TimeSpan.FromHours(3));
        Assert.Equal(2, (await Warned()).Count);
    }

    [Fact]
    public async Task Declaring_twice_or_after_the_fact_counts_where_it_belongs()
    {
        var start = cluster.Clock.GetUtcNow();
        await Driver.Declare(DutyStatus.OnDuty, start.AddHours(-4));
        await Driver.Declare(DutyStatus.OnDuty, start.AddHours(-4));
        Assert.Equal(TimeSpan.FromHours(10), (await Driver.GetDuty()).Left.Window);
        var duty = await Driver.Declare(DutyStatus.OnDuty, start.AddHours(-5));
        Assert.Equal((TimeSpan.FromHours(9), TimeSpan.FromHours(65), true), (duty.Left.Window, duty.Left.Cycle, duty.Declared));
        Assert.True((await Driver.Get()).Exists);
    }

    [Fact]
    public async Task A_devices_duty_event_is_a_status_and_no_incident()
    {
        await Vehicle.Configure(new VehicleDetails { DriverId = "d1" });
        await Report(Positions.Drive(0, 600, 60, 10));
        var sleeper = new DeviceEvent { Type = "duty_sleeper", Timestamp = Positions.Start.AddSeconds(620), EventId = "e1" };
        await Vehicle.Record(sleeper);
        await Vehicle.Record(sleeper);
        cluster.Clock.Advance(TimeSpan.FromMinutes(10));
        Assert.Equal((DutyStatus.Sleeper, Positions.Start.AddSeconds(620)), await Status());
        Assert.Empty((await cluster.Events(_organization)).OfType<SafetyDetected>());
        Assert.Empty((await Driver.Get()).SessionEvents);
    }

    [Fact]
    public async Task Directory_knows_whose_deadlines_run_without_a_trip_so_that_a_restart_can_wake_them()
    {
        await Driver.Configure(new DriverDetails { Name = "Somebody" });
        Assert.Empty(await Running());
        await Driver.Declare(DutyStatus.OnDuty, null);
        Assert.Equal(["d1"], await Running());

        // A restart: nobody is active, and reminders of a store in memory are gone. Asking is enough to arm the clock again.
        await cluster.DeactivateAll();
        await Driver.GetDuty();
        cluster.Clock.Advance(TimeSpan.FromHours(13));
        await Driver.GetDuty();
        Assert.Contains(await Warned(), w => w is { Kind: ComplianceKind.HoursApproaching, Limit: DutyLimit.Window });

        await Driver.Declare(DutyStatus.OffDuty, null);
        Assert.Empty(await Running());
        Assert.True(await Driver.Remove());
    }

    private async Task<List<string>> Running()
    {
        var ids = new List<string>();
        await foreach (var entry in cluster.Directory.WithClocks(CancellationToken.None))
        {
            if (entry.OrganizationId == _organization && entry.Kind == EntityKind.Driver)
                ids.Add(entry.Id);
        }

        return ids;
    }

    private static double Seconds(ComplianceWarned warned) => (warned.Timestamp - Positions.Start).TotalSeconds;

    private static IEnumerable<(ComplianceKind, DutyLimit, DateTimeOffset)> Lines(IEnumerable<ComplianceWarned> warned) =>
        warned.Select(w => (w.Kind, w.Limit, w.Timestamp));

    private async Task<(DutyStatus, DateTimeOffset?)> Status() => await Driver.GetDuty() is var duty ? (duty.Status, duty.Since) : default;

    /// <summary>A call comes behind the turn of a timer; the first wakes who slept, so that he has one.</summary>
    private async Task Wait(TimeSpan time)
    {
        await Driver.GetDuty();
        cluster.Clock.Advance(time);
        await Driver.GetDuty();
    }

    private async Task<List<ComplianceWarned>> Warned() => [.. (await cluster.Events(_organization)).OfType<ComplianceWarned>()];

    private Task<ReportResult> Report(IEnumerable<Position> positions)
    {
        var now = cluster.Clock.GetUtcNow();
        return Vehicle.Report([.. positions.Select(p => p with { ReceivedAt = now })]);
    }
}
