using System.Collections.Immutable;
using Fleet.Events;
using FsCheck;
using FsCheck.Fluent;

namespace Fleet.Trips;

/// <summary>What must hold for any journey: phases of driving, standing, creeping and silence of any length.</summary>
public class TripProperties
{
    private static readonly TripMonitor Monitor = new(new TripIdentity("acme", "t1"), new TripOptions());

    private static readonly Gen<TripPoint[]> Journey =
        Gen.Zip(Gen.Choose(0, 3), Gen.Choose(1, 2400)).NonEmptyListOf().Select(Points);

    [Fact]
    public void Splitting_anywhere_gives_the_same_events() => Check.QuickThrowOnFailure(Prop.ForAll(
        Gen.Zip(Journey, Gen.Choose(1, 200)).ToArbitrary(),
        input =>
        {
            var whole = Run(input.Item1, int.MaxValue);
            var split = Run(input.Item1, input.Item2);
            return whole.Events.SequenceEqual(split.Events) && whole.Statuses.SequenceEqual(split.Statuses);
        }));

    [Fact]
    public void Deadlines_by_timer_change_nothing() => Check.QuickThrowOnFailure(Prop.ForAll(
        Journey.ToArbitrary(),
        points => Run(points, 1).Events.SequenceEqual(Run(points, 1, withTimers: true).Events)));

    [Fact]
    public void Moving_time_never_exceeds_the_trip_and_pauses_never_overlap() => Check.QuickThrowOnFailure(Prop.ForAll(
        Journey.ToArbitrary(),
        points =>
        {
            var state = Run(points, 50).State;
            var total = ((state.EndedAt ?? state.LastAt) - state.StartedAt).TotalSeconds;
            var ordered = state.Pauses.Zip(state.Pauses.Skip(1)).All(p => p.First.To <= p.Second.From);
            return TripFigures.MovingSeconds(state) <= total && ordered && state.Pauses.All(p => p.To is null || p.To >= p.From);
        }));

    private static TripPoint[] Points(IEnumerable<(int Phase, int Seconds)> phases)
    {
        var points = new List<TripPoint> { TripPoints.Point(0, 0) };
        var (t, north) = (0.0, 0.0);
        foreach (var (phase, seconds) in phases)
        {
            if (phase == 3)
            {
                t += seconds;
                continue;
            }

            var kmh = phase switch { 0 => 40.0, 1 => 0.5, _ => 4.0 };
            for (var left = seconds; left > 0; left -= 20)
            {
                t += 20;
                north += phase == 1 ? 0 : kmh / 3.6 * 20;
                points.Add(TripPoints.Point(t, north, kmh, phase == 1 ? 0 : kmh / 3.6 * 20));
            }
        }

        return [.. points];
    }

    private static (List<string> Events, List<TripStatus> Statuses, TripState State) Run(TripPoint[] points, int chunk, bool withTimers = false)
    {
        var state = new TripState();
        var events = new List<TripChanged>();
        var statuses = new List<TripStatus>();
        events.AddRange(Monitor.Begin(state, new TripStart { VehicleId = "v1", At = points[0].Timestamp, ReceivedAt = points[0].ReceivedAt }, null).Events);
        for (var i = 0; i < points.Length && !state.Ended; i += Math.Min(chunk, points.Length - i))
        {
            while (withTimers && Monitor.NextDeadline(state) is { } deadline && deadline.Due <= points[i].Timestamp)
            {
                events.AddRange(Monitor.Expire(state, deadline.Due));
            }

            var part = points.AsSpan(i, Math.Min(chunk, points.Length - i)).ToArray().ToImmutableArray();
            var advance = Monitor.Advance(state, part);
            events.AddRange(advance.Events);
            statuses.AddRange(advance.PointStatus);
        }

        return ([.. events.Select(TripPoints.Told)], statuses, state);
    }
}
