using System.Collections.Immutable;
using Fleet.Alerts;
using Fleet.Events;
using Fleet.Gateway.Auth;
using Fleet.Gateway.Subscriptions;
using Fleet.Storage;
using Fleet.Vehicles;
using Microsoft.Extensions.Options;

namespace Fleet.Gateway.Api.Alerts;

/// <summary>A rule over the last day of the event log, by the engine that judges live ones, with a memory of its own. Touches nothing.</summary>
internal sealed class AlertDryRun(IEventLog log, IGrainFactory grains, IOptions<ApiOptions> options, TimeProvider time)
{
    private const int PageRows = 1_000;
    private const int Shown = 100;
    private const int CallsAtOnce = 16;

    public async Task<DryRunView> Run(AlertRule rule, Principal principal, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var from = now.AddDays(-1);
        var (events, complete) = await Read(rule, principal, from, now, cancellationToken);
        var tags = await Tags(rule, principal, events, cancellationToken);
        var (memory, live) = (new AlertMemory(), rule with { Mode = AlertRuleMode.Live });
        foreach (var happened in events)
            AlertEngine.Judge([live], memory, new(happened, tags.GetValueOrDefault(happened.VehicleId ?? "", []), happened.Timestamp));

        var suppressed = memory.State.Pending.Where(c => c.Kind == AlertCommandKind.Suppress).CountBy(c => c.AlertId).ToDictionary(StringComparer.Ordinal);
        var raised = memory.State.Pending.Where(c => c.Kind == AlertCommandKind.Raise).Select(c => c.Draft!).ToList();
        return new DryRunView
        {
            RuleId = rule.RuleId,
            From = complete || events.Count == 0 ? from : events[0].Timestamp,
            To = now,
            Events = events.Count,
            Complete = complete,
            Raised = raised.Count,
            Suppressed = suppressed.Values.Sum(),
            Alerts = [.. raised.AsEnumerable().Reverse().Take(Shown).Select(d => FindingView.Of(d, suppressed.GetValueOrDefault(d.AlertId)))],
        };
    }

    /// <summary>By time, oldest first; only what the principal may see.</summary>
    private async Task<(List<FleetEvent> Events, bool Complete)> Read(AlertRule rule, Principal principal, DateTimeOffset from, DateTimeOffset until, CancellationToken cancellationToken)
    {
        var visibility = Visibility.Of(principal);
        var query = new EventQuery
        {
            OrganizationId = principal.OrganizationId,
            Kinds = [.. rule.Events.Concat(rule.AutoResolve?.On is { } on ? [on] : Array.Empty<AlertEventKind>()).Select(AlertFields.AliasOf).Distinct()],
            VehicleIds = principal.Permissions.VehicleRestrictions,
            From = from,
            Until = until,
            Limit = PageRows,
        };
        var events = new List<FleetEvent>();
        while (true)
        {
            var page = await log.Query(query, cancellationToken);
            foreach (var happened in page.Events.Where(e => visibility.Allows(new FeedEvent(e, default))))
            {
                if (events.Count == options.Value.MaxDryRunEvents)
                    return (Reversed(events), false);

                events.Add(happened);
            }

            if (page.Next is null)
                return (Reversed(events), true);

            query = query with { After = page.Next };
        }
    }

    private static List<FleetEvent> Reversed(List<FleetEvent> events)
    {
        events.Reverse();
        return events;
    }

    private async Task<Dictionary<string, ImmutableArray<string>>> Tags(AlertRule rule, Principal principal, List<FleetEvent> events, CancellationToken cancellationToken)
    {
        var tags = new Dictionary<string, ImmutableArray<string>>(StringComparer.Ordinal);
        var vehicles = events.Where(e => AlertEngine.NeedsTags([rule with { Mode = AlertRuleMode.Live }], e)).Select(e => e.VehicleId!).Distinct(StringComparer.Ordinal);
        foreach (var chunk in vehicles.Chunk(CallsAtOnce))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var found = await Task.WhenAll(chunk.Select(v => grains.GetGrain<IVehicleGrain>(GrainKey.For(principal.OrganizationId, v)).Get()));
            foreach (var vehicle in found)
                tags[vehicle.VehicleId] = vehicle.Details.Tags;
        }

        return tags;
    }
}
