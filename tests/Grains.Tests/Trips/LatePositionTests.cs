using Fleet.Durability;
using Fleet.Events;
using Fleet.Vehicles;
using FsCheck;
using FsCheck.Fluent;

namespace Fleet.Trips;

[Collection(ClusterCollection.Name)]
public class LatePositionTests(ClusterFixture cluster)
{
    private static readonly TimeSpan Debounce = TimeSpan.FromSeconds(new VehicleOptions().LateDebounceSeconds);

    private string _organization = cluster.NewOrganization();

    private IVehicleGrain Vehicle => cluster.Grains.GetGrain<IVehicleGrain>(GrainKey.For(_organization, "v1"));

    private static string FirstTrip => EventIds.ForTrip("v1", Positions.Start);

    [Fact]
    public async Task Late_detour_changes_a_closed_trip_and_supersedes_its_end()
    {
        await Report([.. Positions.Drive(0, 100, 36, 1), .. Positions.Drive(110, 200, 36, 1, 1_100), .. Stand(201, 2_100, 2_010), .. Positions.Drive(2_200, 2_210, 36, 1, 2_010)]);
        var before = await Trip(FirstTrip);
        var live = await Vehicle.Get();

        // In the ten seconds that were missing the vehicle was faster than its ends say.
        await Report([.. Enumerable.Range(101, 9).Select(s => Positions.At(s, 1_000 + ((s - 100) * 10), 72))]);
        Assert.Equal(1, (await Trip(FirstTrip)).Revision);
        await Settle();

        var after = await Trip(FirstTrip);
        Assert.Equal((2, before.EndedAt, before.EndReason), (after.Revision, after.EndedAt, after.EndReason));
        Assert.True(after.DistanceKm > before.DistanceKm, $"{before.DistanceKm} {after.DistanceKm}");
        var events = await cluster.Events(_organization);
        var notice = Assert.Single(events.OfType<EventSuperseded>(), s => s.Superseded is TripChanged { Kind: TripEventKind.Completed });
        var ends = events.OfType<TripChanged>().Where(e => e is { Kind: TripEventKind.Completed } && e.TripId == FirstTrip).ToList();
        Assert.Equal([ends[0].EventId, ends[0].EventId + ":r2"], ends.Select(e => e.EventId));
        Assert.Equal((ends[0].EventId, ends[1].EventId, 2), (notice.Superseded.EventId, notice.ReplacedBy, notice.Revision));
        Assert.Equal(after.DistanceKm, ends[1].Details["distance_km"]);
        var now = await Vehicle.Get();
        Assert.Equal((live.DistanceKm, live.LastPosition, live.TripId, live.Status), (now.DistanceKm, now.LastPosition, now.TripId, now.Status));
    }

    [Fact]
    public async Task Same_late_batch_again_and_points_that_say_the_same_change_nothing()
    {
        List<Position> late = [.. Enumerable.Range(101, 9).Select(s => Positions.At(s, 1_000 + ((s - 100) * 10), 72))];
        await Report([.. Positions.Drive(0, 100, 36, 1), .. Positions.Drive(110, 200, 36, 1, 1_100), .. Stand(201, 2_100, 2_010), .. Positions.Drive(2_200, 2_210, 36, 1, 2_010)]);
        await Report(late);
        await Settle();
        var told = (await cluster.Events(_organization)).Count;

        Assert.All(await Report(late), o => Assert.Equal(PositionStatus.Duplicate, o));
        await Settle();
        Assert.Equal(told, (await cluster.Events(_organization)).Count);

        // Halfway between two points, at their speed: nothing that anyone was told comes out otherwise.
        Assert.All(await Report([Positions.At(20.5, 205, 36)]), o => Assert.Equal(PositionStatus.Late, o));
        await Settle();
        Assert.Equal(told, (await cluster.Events(_organization)).Count);
        Assert.Equal(2, (await Trip(FirstTrip)).Revision);
    }

    [Fact]
    public async Task Event_that_late_points_disprove_is_superseded_by_nothing()
    {
        List<Position> drive = [.. Positions.Drive(0, 60, 90, 1).Where(p => p.Timestamp.Second % 2 == 0).Select(p => p with { SpeedLimitKmh = 50 })];
        await Report([.. drive, .. Stand(61, 2_000, 1_510), .. Positions.Drive(2_100, 2_110, 36, 1, 1_510)]);
        var speeding = (await cluster.Events(_organization)).OfType<SafetyDetected>().Where(e => e.Type == "speeding").ToList();
        Assert.NotEmpty(speeding);

        // It was slow at the odd seconds between, too slow for any stretch of thirty.
        await Report([.. Enumerable.Range(0, 30).Select(i => Positions.At((i * 2) + 1, ((i * 2) + 1) * 25, 45) with { SpeedLimitKmh = 50 })]);
        await Settle();

        var notices = (await cluster.Events(_organization)).OfType<EventSuperseded>().Where(s => s.Superseded is SafetyDetected { Type: "speeding" }).ToList();
        Assert.Equal(speeding.Select(e => e.EventId).Order(), notices.Select(n => n.Superseded.EventId).Order());
        Assert.All(notices, n => Assert.Null(n.ReplacedBy));
        var snapshot = await Shard.Snapshot(new SnapshotRequest { Safety = true, Trips = true });
        Assert.DoesNotContain(snapshot.Safety, e => e.Type == "speeding");
        Assert.DoesNotContain(snapshot.Trips, t => t.TripId == FirstTrip);
    }

    [Fact]
    public async Task Late_points_of_a_trip_under_way_count_when_it_has_ended()
    {
        await Report([.. Positions.Drive(0, 100, 36, 1), .. Positions.Drive(110, 200, 36, 1, 1_100)]);
        await Report([.. Enumerable.Range(101, 9).Select(s => Positions.At(s, 1_000 + ((s - 100) * 10), 72))]);
        await Settle();
        var open = await Trip(FirstTrip);
        Assert.Equal((TripStatus.Active, 1), (open.Status, open.Revision));

        await Report([.. Stand(201, 2_100, 2_010), .. Positions.Drive(2_200, 2_210, 36, 1, 2_010)]);
        cluster.Clock.Advance(TimeSpan.FromSeconds(60));
        await Vehicle.Get();

        var closed = await Trip(FirstTrip);
        Assert.Equal(2, closed.Revision);
        Assert.True(closed.DistanceKm > open.DistanceKm);
    }

    [Fact]
    public async Task Device_events_and_commands_stay_as_they_were()
    {
        await Plan("p");
        await Vehicle.StartTrip("p", Positions.Start);
        await Report([.. Positions.Drive(1, 100, 36, 1), .. Positions.Drive(110, 200, 36, 1, 1_100)]);
        await Vehicle.Record(new DeviceEvent { Type = "panic_button", Timestamp = Positions.Start.AddSeconds(50), TripId = "p" });
        await Vehicle.CompleteTrip("p", Positions.Start.AddSeconds(201));
        await Report([.. Enumerable.Range(101, 9).Select(s => Positions.At(s, 1_000 + ((s - 100) * 10), 72))]);
        await Settle();

        var trip = await Trip("p");
        Assert.Equal((2, Positions.Start, Positions.Start.AddSeconds(201), "command"), (trip.Revision, trip.StartedAt, trip.EndedAt, trip.EndReason));
        var gone = (await cluster.Events(_organization)).OfType<EventSuperseded>().Select(s => s.Superseded).ToList();
        Assert.All(gone, e => Assert.True(e is TripChanged { Kind: not TripEventKind.Started } or SafetyDetected { Type: not "panic_button" }));
    }

    /// <summary>Whatever comes late and in which pieces: in the end the trip is what it is when everything comes in order.</summary>
    [Fact]
    public void Any_points_that_come_late_make_the_trip_that_would_have_been() =>
        Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed => Compare(seed).GetAwaiter().GetResult())
            .Check(Config.QuickThrowOnFailure.WithMaxTest(25));

    [Fact]
    public async Task Late_point_that_was_answered_is_folded_after_a_kill()
    {
        await using var silo = MortalSilo.InMemory(out _, out _);
        await silo.Start();
        await silo.Send([.. Positions.Drive(0, 100, 36, 1), .. Positions.Drive(110, 200, 36, 1, 1_100), .. Stand(201, 2_100, 2_010), .. Positions.Drive(2_200, 2_210, 36, 1, 2_010)], () => (0, false));
        await silo.Send([.. Enumerable.Range(101, 9).Select(s => Positions.At(s, 1_000 + ((s - 100) * 10), 72))], () => (0, false));
        await silo.Kill();
        await silo.Restart();
        await silo.Vehicle.Get();
        silo.Clock.Advance(Debounce);
        await silo.Vehicle.Get();

        Assert.Equal(2, (await silo.Trip(FirstTrip).Get())!.Revision);
        var events = await silo.Events();
        Assert.Equal(events.Count, events.Select(e => e.EventId).Distinct(StringComparer.Ordinal).Count());

        // And going back to a checkpoint does not undo it.
        await silo.Kill();
        await silo.Restart();
        await silo.Vehicle.Get();
        Assert.Equal(2, (await silo.Trip(FirstTrip).Get())!.Revision);
    }

    [Fact]
    public async Task Killed_in_any_write_late_positions_come_out_as_undisturbed()
    {
        var (expected, operations) = await RunLate(int.MaxValue, false);
        Assert.Contains(expected, l => l.Contains(":superseded2", StringComparison.Ordinal));
        for (var cut = 1; cut <= operations; cut++)
        {
            var (lines, _) = await RunLate(cut, cut % 2 == 0);
            Assert.True(expected.SequenceEqual(lines), $"cut in operation {cut}: {string.Join(" | ", expected.Except(lines))} / {string.Join(" | ", lines.Except(expected))}");
        }
    }

    private static async Task<(List<string> Lines, int Operations)> RunLate(int cut, bool lands)
    {
        await using var silo = MortalSilo.InMemory(out _, out var power);
        power.CutAfter(cut, lands);
        await silo.Start();
        await silo.Send([.. Positions.Drive(0, 100, 36, 1), .. Positions.Drive(110, 200, 36, 1, 1_100), .. Stand(201, 2_100, 2_010), .. Positions.Drive(2_200, 2_210, 36, 1, 2_010)], () => (0, false));
        await silo.Send([.. Enumerable.Range(101, 9).Select(s => Positions.At(s, 1_000 + ((s - 100) * 10), 72))], () => (0, false));
        for (var i = 0; i < 3; i++)
        {
            silo.Clock.Advance(Debounce);
            try
            {
                await silo.Vehicle.Get();
            }
            catch (Exception) when (power.Off)
            {
                // Activated anew while the power was off.
            }

            if (power.Off)
            {
                await silo.Kill();
                await silo.Restart();
                await silo.Vehicle.Get();
            }
        }

        var operations = power.Operations;
        await silo.Kill();
        await silo.Restart();
        await silo.Vehicle.Get();
        return (await Durability.Outcome.Of(silo), operations);
    }

    private async Task Compare(int seed)
    {
        var random = new System.Random(seed);
        List<Position> journey = [.. Journey(random)];
        _organization = cluster.NewOrganization();
        await Report(journey);
        var expected = await Standing();

        _organization = cluster.NewOrganization();
        var isLate = new bool[journey.Count];
        for (var i = 1; i < journey.Count - 12; i++)
        {
            // Alone, or as what a device kept for a while.
            isLate[i] = random.Next(10) == 0 || (isLate[i - 1] && random.Next(3) != 0);
        }

        foreach (var part in journey.Where((_, i) => !isLate[i]).Chunk(random.Next(1, 200)))
        {
            await Report([.. part]);
        }

        List<Position> late = [.. journey.Where((_, i) => isLate[i])];
        for (var i = late.Count - 1; i > 0; i--)
        {
            var j = random.Next(i + 1);
            (late[i], late[j]) = (late[j], late[i]);
        }

        foreach (var part in late.Chunk(random.Next(1, 100)))
        {
            await Report([.. part]);
            if (random.Next(2) == 0)
            {
                await Settle();
            }
        }

        await Settle();
        Assert.Equal(expected, await Standing());
    }

    /// <summary>One trip: drives of changing speed, a pause and a short halt; then it stands for good, and the next begins.</summary>
    private static IEnumerable<Position> Journey(System.Random random)
    {
        var (north, speed) = (0.0, 36.0);
        for (var s = 0; s < 900; s++)
        {
            speed = s is > 300 and < 320 || s is > 400 and < 760 ? 0 : Math.Clamp(speed + (random.NextDouble() * 24) - 11.5, 12, 95);
            north += speed / 3.6;
            yield return Positions.At(s, north, speed) with { SpeedLimitKmh = 50 };
        }

        for (var s = 900; s < 2_800; s += 20)
        {
            yield return Positions.At(s, north, 0);
        }

        for (var s = 2_900; s < 2_911; s++)
        {
            yield return Positions.At(s, north += 10, 36);
        }
    }

    /// <summary>What stands of the first trip: its figures, and its events whatever they are called now.</summary>
    private async Task<List<string>> Standing()
    {
        var trip = await Trip(FirstTrip);
        var events = await cluster.Events(_organization);
        Assert.Equal(events.Count, events.Select(e => e.EventId).Distinct(StringComparer.Ordinal).Count());
        var gone = events.OfType<EventSuperseded>().Select(s => s.Superseded.EventId).ToHashSet();
        return
        [
            FormattableString.Invariant($"{trip.DistanceKm:F6} {trip.UnobservedKm:F6} {trip.MaxSpeedKmh:F6} {trip.MovingSeconds:F3} {trip.StartedAt:O} {trip.EndedAt:O} {trip.EndReason} {string.Join(';', trip.Pauses)}"),
            .. events.Where(e => e.TripId == FirstTrip && TripRevision.IsFolded(e) && !gone.Contains(e.EventId))
                .OrderBy(e => e.Revises ?? e.EventId, StringComparer.Ordinal)
                .Select(Line),
        ];
    }

    private static string Line(FleetEvent e)
    {
        var details = e is SafetyDetected safety ? safety.Details : ((TripChanged)e).Details;
        return FormattableString.Invariant($"{e.Revises ?? e.EventId} {e.Timestamp:O} {string.Join(' ', details.OrderBy(d => d.Key).Select(d => FormattableString.Invariant($"{d.Key}={d.Value:F6}")))}");
    }

    private static IEnumerable<Position> Stand(int from, int to, double north) =>
        Enumerable.Range(0, ((to - from) / 10) + 1).Select(i => Positions.At(from + (i * 10), north, 0.1));

    /// <summary>Received now: deadlines count from there.</summary>
    private async Task<PositionStatus[]> Report(IReadOnlyList<Position> positions) =>
        [.. (await Vehicle.Report([.. positions.Select(p => p with { ReceivedAt = cluster.Clock.GetUtcNow() })])).Outcomes];

    /// <summary>The debounce is over, and the vehicle's turn with it.</summary>
    private async Task Settle()
    {
        cluster.Clock.Advance(Debounce);
        await Vehicle.Get();
    }

    private async Task<TripSnapshot> Trip(string id) => (await cluster.Grains.GetGrain<ITripGrain>(GrainKey.For(_organization, id)).Get())!;

    private Task<TripSnapshot?> Plan(string id) => cluster.Grains.GetGrain<ITripGrain>(GrainKey.For(_organization, id)).Plan(new TripPlan { VehicleId = "v1" });

    private IEventShardGrain Shard =>
        cluster.Grains.GetGrain<IEventShardGrain>(GrainKey.ForShard(_organization, EventStreams.ShardOf("v1", new ShardOptions().Shards)));
}
