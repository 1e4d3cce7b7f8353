using System.Collections.Immutable;
using Fleet.Events;
using Fleet.Vehicles;

namespace Fleet.Trips;

/// <summary>
/// The life of a trip, by event time alone. Pure: points may be split anywhere, and a deadline that comes due by a timer
/// makes the same events, with the same ids, as the point that would have shown it.
/// </summary>
public sealed class TripMonitor(TripIdentity identity, TripOptions options)
{
    /// <summary>What events say of the thresholds in force; a trip that folds itself again is kept from ending by itself, and says the real ones.</summary>
    public TripOptions? RulesInForce { get; init; }

    private TripOptions Rules => RulesInForce ?? options;

    // Made from the plan when first asked for, and again when the plan changes.
    private PlannedPath? _path;
    private TripPlan? _pathOf;

    /// <summary>Starts it; a trip that has started stays as it is.</summary>
    /// <returns>The start, again where it was started before, so that a lost answer loses nothing.</returns>
    public TripAdvance Begin(TripState state, TripStart start, TripDriver? driver)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(start);
        if (state.Plan is not null && state.Status != TripStatus.Planned)
            return Result(state, 0, state.Ended ? [] : [TripEvents.Started(identity, state, driver, Rules)], []);

        state.Plan ??= new TripPlan { VehicleId = start.VehicleId, DriverId = start.DriverId };
        state.Status = TripStatus.Active;
        state.DriverId = start.DriverId ?? state.Plan.DriverId;
        (state.StartedAt, state.StartLocation, state.Explicit) = (start.At, start.Location, start.Explicit);
        (state.LastAt, state.LastLocation, state.LastReceivedAt) = (start.At, start.Location, start.ReceivedAt);
        state.Opening = start.Opening as VehicleOpening;
        return Result(state, 0, [TripEvents.Started(identity, state, driver, Rules)], []);
    }

    /// <summary>
    /// Takes points in order. Those not newer than the newest taken are consumed without effect, by a trip that has ended
    /// too: they were its own.
    /// </summary>
    public TripAdvance Advance(TripState state, ImmutableArray<TripPoint> points)
    {
        ArgumentNullException.ThrowIfNull(state);
        if (!state.UnderWay)
            return Old(state, points);

        var events = new List<TripChanged>();
        var places = new List<int>();
        var statuses = ImmutableArray.CreateBuilder<TripStatus>(points.Length);
        for (var i = 0; i < points.Length; i++)
        {
            var point = points[i];
            if (point.Timestamp > state.LastAt || (!state.HasPoints && point.Timestamp == state.LastAt))
            {
                PassDeadlines(state, point.Timestamp, events);
                Note(i);
                if (state.Ended)
                    return Result(state, i, events, places, statuses.ToImmutable(), OnRoute(state, points, i));

                Take(state, point, events);
                Note(i);
            }

            statuses.Add(state.Status);
        }

        return Result(state, points.Length, events, places, statuses.ToImmutable(), OnRoute(state, points, points.Length));

        void Note(int point)
        {
            while (places.Count < events.Count)
            {
                places.Add(point);
            }
        }
    }

    private TripAdvance Old(TripState state, ImmutableArray<TripPoint> points)
    {
        var old = 0;
        while (state.HasPoints && old < points.Length && points[old].Timestamp <= state.LastAt)
        {
            old++;
        }

        return Result(state, old, [], [], [.. Enumerable.Repeat(state.Status, old)], OnRoute(state, points, old));
    }

    /// <summary>Ends it by command. One that has ended stays as it is and tells its end again.</summary>
    public TripAdvance End(TripState state, TripEnd end)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(end);
        if (state.Plan is null || state.Ended || (state.Status == TripStatus.Planned && !end.Cancelled))
            return Result(state, 0, state.Ended ? [TripEvents.Ended(identity, state, Rules)] : [], []);

        var events = new List<TripChanged>();
        if (state.UnderWay)
            PassDeadlines(state, end.At, events);

        if (!state.Ended)
        {
            Finish(state, end.At < state.LastAt ? state.LastAt : end.At, end.Cancelled, end.Reason ?? "command", events);
        }

        return Result(state, 0, events, []);
    }

    /// <summary>
    /// Ends a trip that is folded again the way it ended then: by itself at its last stand, else its last point, or by the
    /// same command at the same moment.
    /// </summary>
    internal ImmutableArray<TripChanged> EndAgain(TripState state, TripState then)
    {
        if (then is not { Status: TripStatus.Completed, EndReason: "stopped" or "silent" })
            return End(state, new TripEnd { At = then.EndedAt!.Value, Cancelled = then.Status == TripStatus.Cancelled, Reason = then.EndReason }).Events;

        var events = new List<TripChanged>();
        if (state.StoppedAt is { } stopped && state.Status == TripStatus.Active)
            Pause(state, stopped, events);

        Finish(state, state.StoppedAt ?? state.LastAt, false, state.StoppedAt is null ? "silent" : "stopped", events);
        return [.. events];
    }

    /// <summary>Lets come true what is due at an event time: for a timer that fires for want of points.</summary>
    public ImmutableArray<TripChanged> Expire(TripState state, DateTimeOffset due)
    {
        ArgumentNullException.ThrowIfNull(state);
        var events = new List<TripChanged>();
        if (state.UnderWay)
            PassDeadlines(state, due, events);

        return [.. events];
    }

    /// <summary>Null for a trip that is not under way.</summary>
    public TripDeadline? NextDeadline(TripState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        if (!state.UnderWay)
            return null;

        var due = state.StoppedAt is { } stopped
            ? stopped.AddSeconds(state.Status == TripStatus.Active ? options.PauseAfterSeconds : options.EndAfterSeconds)
            : state.LastAt.AddSeconds(options.EndAfterSeconds);
        return new TripDeadline(due, due > state.LastAt ? due - state.LastAt : TimeSpan.Zero);
    }

    private PlannedPath? Path(TripState state)
    {
        if (!ReferenceEquals(_pathOf, state.Plan))
            (_path, _pathOf) = (PlannedPath.Of(state.Plan), state.Plan);

        return _path;
    }

    /// <summary>By the place alone, so that points told twice get the same answer.</summary>
    private ImmutableArray<bool> OnRoute(TripState state, ImmutableArray<TripPoint> points, int consumed) =>
        Path(state) is { } path ? [.. points.Take(consumed).Select(p => path.Contains(p.Location))] : [];

    private void PassDeadlines(TripState state, DateTimeOffset now, List<TripChanged> events)
    {
        while (NextDeadline(state) is { } deadline && deadline.Due <= now)
        {
            if (state.StoppedAt is { } stopped && state.Status == TripStatus.Active)
            {
                Pause(state, stopped, events);
            }
            else
            {
                Finish(state, state.StoppedAt ?? state.LastAt, false, state.StoppedAt is null ? "silent" : "stopped", events);
            }
        }
    }

    private void Pause(TripState state, DateTimeOffset stopped, List<TripChanged> events)
    {
        state.Status = TripStatus.Paused;
        state.Pauses.Add(new TripPause { From = stopped, Location = state.StopLocation });
        events.Add(TripEvents.Paused(identity, state, stopped, Rules));
    }

    private void Take(TripState state, TripPoint point, List<TripChanged> events)
    {
        var first = !state.HasPoints;
        TripRoute.Reach(identity, state, point, first, events);
        var meters = first ? 0 : point.MovedMeters;
        state.DistanceMeters += meters;
        state.UnobservedMeters += first ? 0 : point.UnobservedMeters;
        state.OnRouteMeters += Path(state)?.Contains(point.Location) == true ? meters - (first ? 0 : point.UnobservedMeters) : 0;
        state.MaxSpeedKmh = Math.Max(state.MaxSpeedKmh, point.SpeedKmh);
        state.DriverId = point.DriverId ?? state.DriverId;
        state.StartLocation ??= point.Location;
        Stand(state, point, meters, events);
        (state.LastAt, state.LastLocation, state.LastReceivedAt, state.HasPoints) =
            (point.Timestamp, point.Location, point.ReceivedAt, true);
    }

    private void Stand(TripState state, TripPoint point, double meters, List<TripChanged> events)
    {
        if (state.StoppedAt is null)
        {
            if (point.SpeedKmh < options.StoppedKmh)
                Stop(state, point);

            return;
        }

        state.MetersSinceStop += meters;
        var fast = point.SpeedKmh >= options.MovingKmh && state.MetersSinceStop >= options.ResumeMeters;
        if (!fast && state.MetersSinceStop < options.CreepMeters && !point.Restarted)
            return;

        if (state.Status == TripStatus.Paused)
        {
            state.Status = TripStatus.Active;
            state.Pauses[^1] = state.Pauses[^1] with { To = point.Timestamp };
            events.Add(TripEvents.Resumed(identity, state, point, Rules));
        }

        state.StoppedAt = null;
        if (point.SpeedKmh < options.StoppedKmh)
            Stop(state, point);
    }

    private static void Stop(TripState state, TripPoint point)
    {
        state.StoppedAt = point.Timestamp;
        state.StopLocation = point.Location;
        state.MetersSinceStop = 0;
    }

    private void Finish(TripState state, DateTimeOffset at, bool cancelled, string reason, List<TripChanged> events)
    {
        if (state.Status == TripStatus.Paused)
            state.Pauses[^1] = state.Pauses[^1] with { To = at };

        state.Status = cancelled ? TripStatus.Cancelled : TripStatus.Completed;
        (state.EndedAt, state.EndReason) = (at, reason);
        events.Add(TripEvents.Ended(identity, state, Rules));
    }

    private static TripAdvance Result(
        TripState state,
        int consumed,
        List<TripChanged> events,
        List<int> places,
        ImmutableArray<TripStatus> statuses = default,
        ImmutableArray<bool> onRoute = default) => new()
        {
            PointOnRoute = onRoute.IsDefault ? [] : onRoute,
            Status = state.Status,
            Consumed = consumed,
            Events = [.. events],
            EventPoints = [.. places],
            PointStatus = statuses.IsDefault ? [] : statuses,
            DriverId = state.Plan?.DriverId,
        };
}
