using System.Collections.Immutable;
using Fleet.Events;
using Fleet.Schedules;

namespace Fleet.Alerts;

/// <summary>
/// What rules make of an event: alerts raised, suppressed and resolved, as commands in the memory. Pure. Windows and counts go
/// by the events' own times, so that a late upload, a replay and a dry run find the same.
/// </summary>
public static class AlertEngine
{
    /// <summary>Findings that are kept of a shadow rule; the oldest leave.</summary>
    public const int MaxFindings = 100;

    /// <summary>Windows and counts of one organization, each; whichever lapses first leaves.</summary>
    public const int MaxRemembered = 20_000;

    /// <summary>Alerts that an event may resolve, of one organization: every event is held against each. The oldest leaves.</summary>
    public const int MaxResolvable = 5_000;

    /// <summary>Whether some rule asks for the tags of the event's vehicle.</summary>
    public static bool NeedsTags(IEnumerable<AlertRule> rules, FleetEvent happened)
    {
        ArgumentNullException.ThrowIfNull(happened);
        return happened.VehicleId is not null && rules.Any(r => !r.VehicleTags.IsEmpty && KindOf(r, happened) is not null && r.Mode != AlertRuleMode.Off);
    }

    /// <returns>Whether the memory changed.</returns>
    public static bool Judge(IReadOnlyCollection<AlertRule> rules, AlertMemory memory, AlertInput input)
    {
        ArgumentNullException.ThrowIfNull(rules);
        ArgumentNullException.ThrowIfNull(memory);
        if (input.Event is AlertChanged or InboxChanged)
            return false;

        if (input.Event is EventSuperseded gone)
            return gone.ReplacedBy is null && Withdraw(rules, memory, gone);

        if (input.Event.Revises is not null)
            return false; // told before, under the id that it revises

        var changed = Resolve(rules, memory, input.Event);
        foreach (var rule in rules)
        {
            if (rule.Mode != AlertRuleMode.Off && Matches(rule, input) is { } kind)
                changed |= Fire(rule, memory, input, kind);
        }

        return changed;
    }

    /// <summary>A changed or deleted rule begins anew where it left off in the other mode.</summary>
    public static void Changed(AlertMemory memory, string ruleId, AlertRule? now)
    {
        ArgumentNullException.ThrowIfNull(memory);
        memory.Forget(ruleId, window => now is null || window.Shadow != (now.Mode == AlertRuleMode.Shadow));
        if (now is null)
        {
            memory.State.Records.Remove(ruleId);
            memory.State.Resolvable.RemoveAll(r => r.RuleId == ruleId);
        }
        else if (now.Mode != AlertRuleMode.Shadow && memory.State.Records.TryGetValue(ruleId, out var record))
        {
            memory.State.Records[ruleId] = record with { Findings = [] };
        }
    }

    /// <returns>As which kind the event is the rule's; null where it is not.</returns>
    private static AlertEventKind? Matches(AlertRule rule, AlertInput input)
    {
        var happened = input.Event;
        if (!In(rule.VehicleIds, happened.VehicleId) || !In(rule.DriverIds, happened.DriverId)
            || (!rule.VehicleTags.IsEmpty && !input.VehicleTags.Any(t => rule.VehicleTags.Contains(t, StringComparer.Ordinal)))
            || (!rule.Severities.IsEmpty && !(happened is SafetyDetected safety && rule.Severities.Contains(safety.Severity)))
            || (rule.Schedule is { } schedule && !new WallClock(schedule).IsOpen(happened.Timestamp)))
            return null;

        foreach (var kind in rule.Events)
        {
            if (AlertFields.Is(happened, kind) && AlertConditions.Holds(rule.Condition, happened, kind))
                return kind;
        }

        return null;
    }

    private static AlertEventKind? KindOf(AlertRule rule, FleetEvent happened)
    {
        foreach (var kind in rule.Events)
        {
            if (AlertFields.Is(happened, kind))
                return kind;
        }

        return null;
    }

    private static bool In(ImmutableArray<string> wanted, string? value) =>
        wanted.IsEmpty || (value is not null && wanted.Contains(value, StringComparer.Ordinal));

    private static bool Fire(AlertRule rule, AlertMemory memory, AlertInput input, AlertEventKind kind)
    {
        if (rule.Count is { } count && !Counted(rule, count, memory, input))
            return true;

        var happened = input.Event;
        var source = AlertFields.SourceOf(happened, kind);
        var shadow = rule.Mode == AlertRuleMode.Shadow;
        var key = AlertIds.Suppression(rule.RuleId, rule.Suppression.By, happened.VehicleId, happened.DriverId, source.Location);
        if (memory.Window(key, input.Now) is { } window && window.Shadow == shadow
            && (happened.Timestamp - window.RaisedAt).Duration() < TimeSpan.FromSeconds(rule.Suppression.WindowSeconds))
        {
            return Suppress(rule, memory, window, source, shadow);
        }

        Raise(rule, memory, input, kind, source, shadow);
        if (rule.Suppression.WindowSeconds > 0)
        {
            var alertId = AlertIds.Of(rule.RuleId, happened.EventId);
            memory.Keep(key, new AlertWindow(alertId, rule.RuleId, happened.Timestamp, input.Now.AddSeconds(rule.Suppression.WindowSeconds), shadow));
        }

        return true;
    }

    private static bool Suppress(AlertRule rule, AlertMemory memory, AlertWindow window, AlertSource source, bool shadow)
    {
        if (AlertIds.Of(rule.RuleId, source.EventId) == window.AlertId)
            return false; // the very event that raised it

        if (!shadow)
        {
            Tell(memory, new() { Number = 0, AlertId = window.AlertId, Kind = AlertCommandKind.Suppress, Source = source });
            return true;
        }

        var record = memory.State.Records.GetValueOrDefault(rule.RuleId) ?? new();
        memory.State.Records[rule.RuleId] = record with
        {
            Findings = [.. record.Findings.Select(f => f.Draft.AlertId == window.AlertId ? f with { Suppressed = f.Suppressed + 1 } : f)],
        };
        return true;
    }

    private static void Raise(AlertRule rule, AlertMemory memory, AlertInput input, AlertEventKind kind, AlertSource source, bool shadow)
    {
        var happened = input.Event;
        var draft = new AlertDraft
        {
            AlertId = AlertIds.Of(rule.RuleId, happened.EventId),
            RuleId = rule.RuleId,
            RuleVersion = rule.Version,
            RuleName = rule.Name,
            Priority = rule.Priority,
            Title = AlertText.Title(rule.Priority, rule.Name),
            Message = AlertText.Message(source, happened.VehicleId, happened.DriverId),
            Source = source,
            VehicleId = happened.VehicleId,
            DriverId = happened.DriverId,
            TripId = happened.TripId,
            Channels = rule.Channels,
            Escalations = rule.Escalations,
            ResolveAfterSeconds = rule.AutoResolve?.AfterSeconds,
            Why = Why(rule, happened),
        };
        var record = memory.State.Records.GetValueOrDefault(rule.RuleId) ?? new();
        record = record with { Triggered = record.Triggered + 1, LastTriggeredAt = happened.Timestamp };
        if (shadow)
        {
            memory.State.Records[rule.RuleId] = record with { Findings = [.. record.Findings.TakeLast(MaxFindings - 1), new(draft, 0)] };
            return;
        }

        memory.State.Records[rule.RuleId] = record;
        Tell(memory, new() { Number = 0, AlertId = draft.AlertId, Kind = AlertCommandKind.Raise, Draft = draft });
        if (rule.AutoResolve is { On: not null } resolve)
        {
            memory.State.Resolvable.Add(new(draft.AlertId, rule.RuleId, happened.VehicleId, happened.DriverId, [.. resolve.Same.Select(f => AlertFields.ReadText(happened, kind, f) ?? "")]));
            if (memory.State.Resolvable.Count > MaxResolvable)
                memory.State.Resolvable.RemoveAt(0);
        }
    }

    private static Provenance Why(AlertRule rule, FleetEvent happened)
    {
        var thresholds = ImmutableDictionary<string, double>.Empty.Add("suppression_seconds", rule.Suppression.WindowSeconds);
        return new Provenance
        {
            Rule = "alert." + rule.RuleId,
            RuleVersion = rule.Version,
            Thresholds = rule.Count is { } count ? thresholds.Add("count_at_least", count.AtLeast).Add("count_within_seconds", count.WithinSeconds) : thresholds,
            Positions = happened.Why?.Positions ?? [],
        };
    }

    /// <summary>Takes the event into account.</summary>
    /// <returns>Whether there are enough now, for its vehicle, its driver or the organization.</returns>
    private static bool Counted(AlertRule rule, AlertCount count, AlertMemory memory, AlertInput input)
    {
        var full = false;
        foreach (var grouping in count.Per)
        {
            var whose = grouping switch
            {
                AlertGrouping.Vehicle => input.Event.VehicleId,
                AlertGrouping.Driver => input.Event.DriverId,
                _ => "",
            };
            if (whose is null)
                continue;

            var key = $"{rule.RuleId}:{grouping}:{whose}";
            var window = TimeSpan.FromSeconds(count.WithinSeconds);
            var before = memory.Tally(key, input.Now)?.Events ?? [];
            ImmutableArray<CountedEvent> all = before.Any(c => c.EventId == input.Event.EventId)
                ? before
                : [.. before.Append(new(input.Event.Timestamp, input.Event.EventId)).OrderBy(c => c.At)];
            ImmutableArray<CountedEvent> kept = [.. all.Where(c => all[^1].At - c.At < window).TakeLast(count.AtLeast)];
            memory.Keep(key, new AlertTally(rule.RuleId, kept, input.Now + window));
            full |= kept.Length >= count.AtLeast;
        }

        return full;
    }

    private static bool Resolve(IReadOnlyCollection<AlertRule> rules, AlertMemory memory, FleetEvent happened)
    {
        var changed = false;
        foreach (var open in memory.State.Resolvable.ToList())
        {
            if (rules.FirstOrDefault(r => r.RuleId == open.RuleId)?.AutoResolve is not { On: { } kind } resolve
                || !AlertFields.Is(happened, kind)
                || (open.VehicleId is not null ? open.VehicleId != happened.VehicleId : open.DriverId is null || open.DriverId != happened.DriverId)
                || AlertIds.Of(open.RuleId, happened.EventId) == open.AlertId
                || !AlertConditions.Holds(resolve.Condition, happened, kind)
                || !resolve.Same.Select(f => AlertFields.ReadText(happened, kind, f) ?? "").SequenceEqual(open.Same))
                continue;

            memory.State.Resolvable.Remove(open);
            var source = AlertFields.SourceOf(happened, kind);
            Tell(memory, new() { Number = 0, AlertId = open.AlertId, Kind = AlertCommandKind.Resolve, Source = source, Note = $"{source.Kind} {source.Type}".Trim() });
            changed = true;
        }

        return changed;
    }

    /// <summary>Late positions say that the event never was.</summary>
    private static bool Withdraw(IReadOnlyCollection<AlertRule> rules, AlertMemory memory, EventSuperseded gone)
    {
        foreach (var rule in rules.Where(r => r.Mode == AlertRuleMode.Live))
        {
            if (KindOf(rule, gone.Superseded) is not { } kind)
                continue;

            Tell(memory, new()
            {
                Number = 0,
                AlertId = AlertIds.Of(rule.RuleId, gone.Superseded.EventId),
                Kind = AlertCommandKind.Resolve,
                Source = AlertFields.SourceOf(gone.Superseded, kind),
                Note = "positions that came late say otherwise",
            });
        }

        return memory.State.Pending.Count > 0;
    }

    private static void Tell(AlertMemory memory, AlertCommand command) => memory.State.Pending.Add(command with { Number = ++memory.State.Commands });
}
