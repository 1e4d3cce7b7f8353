using System.Collections.Immutable;
using Fleet.Directory;
using Fleet.Events;
using Fleet.Vehicles;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Runtime;

namespace Fleet.Alerts;

/// <summary>
/// An organization's rules at work. What they make of a batch is stored together with how far the line was read, as commands;
/// then each alert gets its own. An alert that cannot take them holds up no other.
/// </summary>
public sealed partial class AlertRulesGrain(
    [PersistentState("alert_rules", "fleet")] IPersistentState<AlertRulesState> rules,
    [PersistentState("alert_memory", "fleet")] IPersistentState<AlertMemoryState> memory,
    [PersistentState("alert_recall", "fleet")] IPersistentState<AlertRecall> recall,
    IFleetDirectory directory,
    IOptions<AlertOptions> options,
    TimeProvider time,
    ILogger<AlertRulesGrain> log) : Grain, IAlertRulesGrain
{
    /// <summary>Commands that wait for their alerts. Overflow: no events are taken until some have gone.</summary>
    private const int MaxPending = 1_000;

    /// <summary>Alerts that are told something at a time.</summary>
    private const int AtOnce = 16;

    /// <summary>Entries that are written with batches without looking at how many the recall has.</summary>
    private const int FewWritten = 1_000;

    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(5);

    /// <summary>Entries of windows and counts that batches were written with since the recall was.</summary>
    private int _written;

    private IGrainTimer? _retry;
    private bool? _listed;

    private AlertMemory Memory => new(memory.State, recall.State);

    private string OrganizationId => this.GetPrimaryKeyString()["org/".Length..];

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        if (!rules.RecordExists)
        {
            foreach (var rule in DefaultAlertRules.All)
                rules.State.Rules[rule.RuleId] = rule;
        }

        if (memory.State.Pending.Count > 0)
            ArmRetry(TimeSpan.Zero);

        await base.OnActivateAsync(cancellationToken);
    }

    public async Task React(ReactionBatch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        if (memory.State.Pending.Count >= MaxPending)
            await HandOn();

        if (memory.State.Pending.Count >= MaxPending)
            throw new InvalidOperationException("Alerts do not take what the rules tell them; further events wait.");

        await Fold();
        var remembered = Memory;
        ImmutableArray<AlertRule> all = [.. rules.State.Rules.Values];
        var fresh = memory.State.Places.New(batch).Select(e => e.Event).ToList();
        var tags = await Tags(all, fresh); // before anything is judged: what throws must leave nothing behind
        var changed = false;
        foreach (var happened in fresh)
            changed |= AlertEngine.Judge(all, remembered, new(happened, tags.GetValueOrDefault(happened.VehicleId ?? "", []), time.GetUtcNow()));

        if (changed) // else, should they come again, they change nothing again
        {
            memory.State.Places = memory.State.Places.After(batch);
            await Write();
        }

        await HandOn();
        if (memory.State.Pending.Count > 0)
            await HandOnLater();
    }

    public Task<ImmutableArray<AlertRuleReport>> List() => Task.FromResult(rules.State.Rules.Values.OrderBy(r => r.RuleId, StringComparer.Ordinal).Select(Report).ToImmutableArray());

    public Task<AlertRuleReport?> Find(string ruleId) =>
        Task.FromResult(rules.State.Rules.TryGetValue(ruleId, out var rule) ? Report(rule) : null);

    public async Task<AlertRule?> Put(AlertRule rule, bool onlyNew)
    {
        ArgumentNullException.ThrowIfNull(rule);
        var known = rules.State.Rules.GetValueOrDefault(rule.RuleId);
        if (known is null ? rules.State.Rules.Count >= options.Value.MaxRules : onlyNew)
            return null;

        var kept = rule with { Version = (known?.Version ?? 0) + 1 };
        rules.State.Rules[rule.RuleId] = kept;
        AlertEngine.Changed(Memory, rule.RuleId, kept);
        await WriteRules();
        return kept;
    }

    public async Task<bool> Delete(string ruleId)
    {
        if (!rules.State.Rules.Remove(ruleId))
            return false;

        AlertEngine.Changed(Memory, ruleId, null);
        await WriteRules();
        return true;
    }

    private AlertRuleReport Report(AlertRule rule)
    {
        var record = memory.State.Records.GetValueOrDefault(rule.RuleId) ?? new();
        return new AlertRuleReport
        {
            Rule = rule,
            Triggered = record.Triggered,
            LastTriggeredAt = record.LastTriggeredAt,
            Findings = [.. record.Findings.Reverse()],
        };
    }

    /// <summary>Of the vehicles whose tags some rule asks for. Where one cannot say, the batch comes again.</summary>
    private async Task<Dictionary<string, ImmutableArray<string>>> Tags(IReadOnlyCollection<AlertRule> all, IEnumerable<FleetEvent> events)
    {
        var tags = new Dictionary<string, ImmutableArray<string>>(StringComparer.Ordinal);
        foreach (var vehicle in events.Where(e => AlertEngine.NeedsTags(all, e)).Select(e => e.VehicleId!).Distinct(StringComparer.Ordinal))
            tags[vehicle] = (await GrainFactory.GetGrain<IVehicleGrain>(GrainKey.For(OrganizationId, vehicle)).Get()).Details.Tags;

        return tags;
    }

    private async Task WriteRules()
    {
        try
        {
            await rules.WriteStateAsync();
        }
        catch
        {
            DeactivateOnIdle(); // memory has what the store may not have
            throw;
        }

        await Write();
    }

    /// <summary>
    /// Writes the recall where batches have been written with as many entries as it has: then what is written grows with what happens, and little with how
    /// many vehicles there are. Before a batch, when all that changed is written: a recall that is ahead of the places would hide an alert that was never raised.
    /// </summary>
    private async Task Fold()
    {
        if (_written < Math.Max(FewWritten, recall.State.Windows.Count + recall.State.Tallies.Count))
            return;

        var remembered = Memory;
        remembered.Fold(time.GetUtcNow());
        try
        {
            await recall.WriteStateAsync();
        }
        catch
        {
            DeactivateOnIdle();
            throw;
        }

        remembered.Folded();
        _written = 0;
    }

    private async Task Write()
    {
        _written += Memory.Changes;
        try
        {
            await memory.WriteStateAsync();
        }
        catch
        {
            DeactivateOnIdle();
            throw;
        }
    }

    /// <summary>By the timer; and should this process end before, the directory says that there is something to wake.</summary>
    private async Task HandOnLater()
    {
        ArmRetry(RetryAfter);
        await List(pending: true);
    }

    private async Task List(bool pending)
    {
        if (pending == _listed)
            return;

        await directory.Put(new() { OrganizationId = OrganizationId, Kind = EntityKind.AlertRules, Id = "rules", Pending = pending }, CancellationToken.None);
        _listed = pending;
    }

    /// <summary>The commands of one alert in order, several alerts at a time. What was taken leaves the store with its next write: numbers make twice the same as once.</summary>
    private async Task HandOn()
    {
        foreach (var chunk in memory.State.Pending.GroupBy(c => c.AlertId).ToList().Chunk(AtOnce))
        {
            await Task.WhenAll(chunk.Select(async commands =>
            {
                try
                {
                    await GrainFactory.GetGrain<IAlertGrain>(GrainKey.For(OrganizationId, commands.Key)).Apply([.. commands]);
                    var last = commands.Max(c => c.Number);
                    memory.State.Pending.RemoveAll(c => c.AlertId == commands.Key && c.Number <= last);
                }
                catch (Exception e)
                {
                    NotHandedOn(log, OrganizationId, commands.Count(), e);
                }
            }));
        }
    }

    private void ArmRetry(TimeSpan due) => _retry ??= this.RegisterGrainTimer(Retry, new GrainTimerCreationOptions(due, RetryAfter));

    private async Task Retry(CancellationToken cancellationToken)
    {
        await HandOn();
        if (memory.State.Pending.Count > 0)
            return;

        await Write();
        await List(pending: false);
        _retry?.Dispose();
        _retry = null;
    }
}
