using System.Collections.Immutable;
using Fleet.Events;
using Fleet.Geofences;
using Fleet.Geography;
using Fleet.Trips;

namespace Fleet.CustomEvents;

/// <summary>
/// The organization's own events over one vehicle's positions. Pure, by event time alone: positions may be cut anywhere,
/// and a deadline that comes due by a timer makes the same event, with the same id, as the position that would have shown
/// it. An event is told once a visit (fence triggers), stand (a stand alone) or stretch (a speed alone). docs/streaming.md.
/// </summary>
/// <param name="options">When a vehicle stands: as for trips.</param>
internal sealed class CustomEventMonitor(string vehicleId, TripOptions options)
{
    public const int RuleVersion = 1;

    /// <summary>A stretch at speed is over once the vehicle is slower than the trigger by this, km/h, or by half where the trigger is low.</summary>
    private const double SpeedHysteresisKmh = 5;

    /// <summary>Takes one position, in event-time order.</summary>
    public void Apply(CustomEventState state, ImmutableArray<CustomEventDefinition> definitions, in CustomEventStep step, List<CustomEventFinding> findings)
    {
        if (definitions.IsEmpty && state.Progress.Count == 0)
            return;

        Expire(state, definitions, step.Position.Timestamp, findings);
        Stand(state, step);
        Follow(state, definitions, step.Position);
        var at = step.Position.Timestamp;
        var place = new GeoPoint(step.Position.Latitude, step.Position.Longitude);
        foreach (var definition in definitions)
        {
            if (state.Find(definition.Name) is not { } progress || progress.Revision != definition.Revision)
                continue;

            Touch(progress, definition.Triggers, step);
            Reset(state, progress, definition.Triggers, step.SpeedKmh);
            if (definition.Triggers.StopSeconds is null && !progress.Told && FencesHold(progress, definition.Triggers) && !(step.SpeedKmh < definition.Triggers.MinSpeedKmh))
                Tell(state, progress, definition, at, place, [at], step.SpeedKmh, findings);
        }

        (state.LastAt, state.LastReceivedAt, state.LastLocation) = (at, step.Position.ReceivedAt, place);
    }

    /// <summary>Lets come true what is due at an event time, in the order of its moments.</summary>
    public void Expire(CustomEventState state, ImmutableArray<CustomEventDefinition> definitions, DateTimeOffset now, List<CustomEventFinding> findings)
    {
        while (Next(state, definitions) is var (due, progress, definition) && due <= now)
        {
            if (definition is not null)
            {
                Tell(state, progress, definition, due, state.LastLocation, [state.StoppedAt!.Value, state.LastAt], 0, findings);
                continue;
            }

            findings.Add(CustomEventFinding.Settled(progress.Name, progress.Pending!, CustomEventStatus.Expired, due, by: null));
            progress.Pending = null;
        }
    }

    /// <summary>The next moment at which something comes due without another position; null for none.</summary>
    public static DateTimeOffset? NextDeadline(CustomEventState state, ImmutableArray<CustomEventDefinition> definitions) => Next(state, definitions)?.Due;

    /// <summary>Confirms what is pending. Null where nothing is, or another event than the one meant.</summary>
    public static CustomEventFinding? Confirm(CustomEventState state, string name, string? eventId, string by, DateTimeOffset at)
    {
        if (state.Find(name) is not { Pending: { } pending } progress || (eventId is not null && eventId != pending.EventId))
            return null;

        (progress.Pending, progress.Confirmed) = (null, pending);
        return CustomEventFinding.Settled(name, pending, CustomEventStatus.Confirmed, at, by);
    }

    /// <summary>The earliest of all that can come due. With a definition it is a stand that was long enough, without one a confirmation that did not come.</summary>
    private static (DateTimeOffset Due, CustomEventProgress Progress, CustomEventDefinition? Definition)? Next(
        CustomEventState state, ImmutableArray<CustomEventDefinition> definitions)
    {
        (DateTimeOffset Due, CustomEventProgress Progress, CustomEventDefinition? Definition)? next = null;
        foreach (var progress in state.Progress)
        {
            if (progress.Pending is { } pending && !(next?.Due <= pending.ConfirmBy))
                next = (pending.ConfirmBy, progress, null);
        }

        if (state.StoppedAt is not { } stopped)
            return next;

        foreach (var definition in definitions)
        {
            if (definition.Triggers.StopSeconds is not { } seconds
                || state.Find(definition.Name) is not { } progress
                || progress.Revision != definition.Revision
                || progress.Told
                || progress.ToldStop == stopped
                || !FencesHold(progress, definition.Triggers))
            {
                continue;
            }

            var due = StandFrom(progress, stopped).AddSeconds(seconds);
            if (!(next?.Due <= due))
                next = (due, progress, definition);
        }

        return next;
    }

    private static bool FencesHold(CustomEventProgress progress, CustomEventTriggers triggers) =>
        (triggers.GeofenceEntry is null || progress.Entered is not null) && (triggers.GeofenceExit is null || progress.Left is not null);

    /// <summary>The stand counts from when the rest holds.</summary>
    private static DateTimeOffset StandFrom(CustomEventProgress progress, DateTimeOffset stopped)
    {
        var from = stopped > progress.Since ? stopped : progress.Since;
        from = progress.Entered is { } entered && entered.At > from ? entered.At : from;
        return progress.Left is { } left && left.At > from ? left.At : from;
    }

    /// <summary>Progress of what is defined now, and of nothing else. What waits for confirmation is settled whatever became of its definition.</summary>
    private static void Follow(CustomEventState state, ImmutableArray<CustomEventDefinition> definitions, Vehicles.Position position)
    {
        for (var i = state.Progress.Count - 1; i >= 0; i--)
        {
            var progress = state.Progress[i];
            if (progress.Pending is null && !definitions.Any(d => d.Name == progress.Name))
                state.Progress.RemoveAt(i);
        }

        foreach (var definition in definitions)
        {
            var before = state.Find(definition.Name);
            if (position.ReceivedAt < definition.ChangedAt || before?.Revision == definition.Revision)
                continue;

            if (before is not null)
                state.Progress.Remove(before);

            state.Progress.Add(new CustomEventProgress
            {
                Name = definition.Name,
                Revision = definition.Revision,
                Since = position.Timestamp,
                Pending = before?.Pending,
                Confirmed = before?.Confirmed,
            });
        }
    }

    /// <summary>The rule by which a trip knows that its vehicle stands.</summary>
    private void Stand(CustomEventState state, in CustomEventStep step)
    {
        if (state.StoppedAt is not null)
        {
            state.MetersSinceStop += step.MovedMeters;
            var fast = step.SpeedKmh >= options.MovingKmh && state.MetersSinceStop >= options.ResumeMeters;
            if (!fast && state.MetersSinceStop < options.CreepMeters && !step.Restarted)
                return;

            state.StoppedAt = null;
        }

        if (step.SpeedKmh < options.StoppedKmh)
            (state.StoppedAt, state.MetersSinceStop) = (step.Position.Timestamp, 0);
    }

    private static void Touch(CustomEventProgress progress, CustomEventTriggers triggers, in CustomEventStep step)
    {
        foreach (var crossing in step.Crossings)
        {
            var touch = new FenceTouch(crossing.Fence.GeofenceId, crossing.Fence.Name, crossing.At);
            if (crossing.Entry && Is(crossing.Fence, triggers.GeofenceEntry))
                progress.Entered ??= touch;
            else if (!crossing.Entry && Is(crossing.Fence, triggers.GeofenceExit))
                progress.Left = touch;
        }

        if (progress.Entered is not null && !IsInside(step, triggers.GeofenceEntry!))
            progress.Entered = null;

        if (progress.Left is not null && IsInside(step, triggers.GeofenceExit!))
            progress.Left = null;
    }

    private static bool IsInside(in CustomEventStep step, string idOrTag)
    {
        foreach (var presence in step.Inside)
        {
            if (presence.GeofenceId == idOrTag || (step.Fences.TryGet(presence.GeofenceId, out var fence) && Is(fence.Definition, idOrTag)))
                return true;
        }

        return false;
    }

    private static bool Is(GeofenceDefinition fence, string? idOrTag) =>
        idOrTag is not null && (fence.GeofenceId == idOrTag || fence.Tags.Contains(idOrTag));

    /// <summary>What was told can be told again once the visit, or the stretch at speed, is over.</summary>
    private static void Reset(CustomEventState state, CustomEventProgress progress, CustomEventTriggers triggers, double speedKmh)
    {
        if (triggers.GeofenceEntry is not null || triggers.GeofenceExit is not null)
            progress.Told &= FencesHold(progress, triggers);
        else if (triggers.StopSeconds is not null)
            progress.ToldStop = progress.ToldStop == state.StoppedAt ? progress.ToldStop : null;
        else if (triggers.MinSpeedKmh is { } least)
            progress.Told &= speedKmh >= least - Math.Min(SpeedHysteresisKmh, least / 2);
    }

    private void Tell(
        CustomEventState state,
        CustomEventProgress progress,
        CustomEventDefinition definition,
        DateTimeOffset at,
        GeoPoint place,
        ImmutableArray<DateTimeOffset> positions,
        double speedKmh,
        List<CustomEventFinding> findings)
    {
        var triggers = definition.Triggers;
        if (triggers.GeofenceEntry is null && triggers.GeofenceExit is null && triggers.StopSeconds is not null)
            progress.ToldStop = state.StoppedAt;
        else
            progress.Told = true;

        var waits = triggers.ConfirmationRequired;
        var finding = new CustomEventFinding
        {
            Name = definition.Name,
            Priority = definition.Priority,
            Status = waits ? CustomEventStatus.Pending : CustomEventStatus.Raised,
            At = at,
            EventId = EventIds.For(vehicleId, at, "custom_event", definition.Name),
            Location = place,
            Fence = progress.Entered ?? progress.Left,
            Details = Details(triggers, speedKmh, triggers.StopSeconds is null ? 0 : (at - state.StoppedAt!.Value).TotalSeconds),
            ConfirmBy = waits ? at.AddSeconds(triggers.ConfirmationTimeoutSeconds) : null,
            Why = Why(progress, definition, positions),
        };
        findings.Add(finding);
        if (!waits)
            return;

        // One that nobody confirmed before the next came: its time is up.
        if (progress.Pending is { } before)
            findings.Insert(findings.Count - 1, CustomEventFinding.Settled(definition.Name, before, CustomEventStatus.Expired, at, by: null));

        progress.Pending = new PendingCustomEvent
        {
            EventId = finding.EventId,
            At = at,
            ConfirmBy = finding.ConfirmBy!.Value,
            Priority = finding.Priority,
            Location = place,
            Fence = finding.Fence,
            Details = finding.Details,
            Why = finding.Why,
        };
    }

    private static ImmutableDictionary<string, double> Details(CustomEventTriggers triggers, double speedKmh, double stopSeconds)
    {
        var details = ImmutableDictionary<string, double>.Empty;
        if (triggers.StopSeconds is not null)
            details = details.Add("stop_seconds", stopSeconds);

        return triggers.MinSpeedKmh is null ? details : details.Add("speed", speedKmh);
    }

    private static Provenance Why(CustomEventProgress progress, CustomEventDefinition definition, ImmutableArray<DateTimeOffset> positions)
    {
        var thresholds = ImmutableDictionary.CreateBuilder<string, double>(StringComparer.Ordinal);
        thresholds["definition_revision"] = definition.Revision;
        if (definition.Triggers.StopSeconds is { } seconds)
            thresholds["stop_seconds"] = seconds;

        if (definition.Triggers.MinSpeedKmh is { } speed)
            thresholds["min_speed_kmh"] = speed;

        var touched = new[] { progress.Entered?.At, progress.Left?.At }.OfType<DateTimeOffset>();
        return new Provenance
        {
            Rule = "custom_event.triggers",
            RuleVersion = RuleVersion,
            Thresholds = thresholds.ToImmutable(),
            Positions = [.. touched.Concat(positions).Distinct().Order()],
        };
    }
}
