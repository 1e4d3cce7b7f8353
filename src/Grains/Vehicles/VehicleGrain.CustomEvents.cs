using System.Collections.Immutable;
using Fleet.CustomEvents;
using Orleans.Runtime;

namespace Fleet.Vehicles;

/// <summary>
/// The organization's own events where no position brings them: a stand that becomes long enough in silence, a
/// confirmation that comes or does not. By decision 5's clock. After a restart the recovery sweep wakes vehicles with a
/// trip under way; one that waits longer than <see cref="Reminded"/> has a reminder. docs/decisions/0027-custom-events.md.
/// </summary>
public sealed partial class VehicleGrain
{
    private const string ReminderName = "custom-events";

    /// <summary>A timer looks this far ahead; who has to wait longer is woken by a reminder of this period.</summary>
    private static readonly TimeSpan Reminded = TimeSpan.FromMinutes(10);

    private IGrainTimer? _custom;

    /// <summary>By the gateway's clock: when the timer fires.</summary>
    private DateTimeOffset _customDue;

    private bool _reminded;

    public async Task<CustomEventConfirmation> ConfirmCustomEvent(string name, string? eventId, string confirmedBy)
    {
        await Tell();
        await PassCustomEvents();
        if (CustomEventMonitor.Confirm(State.CustomEvents, name, eventId, confirmedBy, EventNow()) is not { } finding)
        {
            return State.CustomEvents.Find(name)?.Confirmed is { } confirmed && (eventId is null || eventId == confirmed.EventId)
                ? new CustomEventConfirmation { Outcome = CustomEventOutcome.AlreadyConfirmed, EventId = Events.EventIds.Settled(confirmed.EventId, "confirmed") }
                : new CustomEventConfirmation { Outcome = CustomEventOutcome.NotPending };
        }

        // In no log: it is done when it is written. Killed in between, it is pending again and confirmed under the same id.
        Outbox.Add(VehicleEvents.Custom(Identity, finding, State.DriverId, State.TripId));
        _dirty = true;
        await Tell();
        if (_dirty)
            await Checkpoint(must: true);

        return new CustomEventConfirmation { Outcome = CustomEventOutcome.Confirmed, EventId = finding.EventId };
    }

    public async Task ReceiveReminder(string reminderName, TickStatus status)
    {
        _reminded = true;
        await ExpireCustomEvents(CancellationToken.None);
    }

    /// <summary>Costs nothing where the organization has no such events. A timer that fires too early is armed again, not moved by every report.</summary>
    private void ArmCustomEvents(ImmutableArray<CustomEventDefinition> definitions)
    {
        var state = State.CustomEvents;
        if (state.Progress.Count == 0 || CustomEventMonitor.NextDeadline(state, definitions) is not { } deadline)
            return;

        var now = time.GetUtcNow();
        var due = state.LastReceivedAt + (deadline - state.LastAt);
        due = due < now ? now : due > now + Reminded ? now + Reminded : due;
        if (_custom is not null && _customDue <= due)
            return;

        _customDue = due;
        DelayDeactivation(due - now + Grace);
        if (_custom is null)
            _custom = this.RegisterGrainTimer(ExpireCustomEvents, new GrainTimerCreationOptions(due - now, Timeout.InfiniteTimeSpan));
        else
            _custom.Change(due - now, Timeout.InfiniteTimeSpan);
    }

    private async Task ExpireCustomEvents(CancellationToken cancellationToken)
    {
        _customDue = DateTimeOffset.MaxValue;
        if (_forgotten)
            return;

        try
        {
            var definitions = await PassCustomEvents();
            await Tell();
            await RemindCustomEvents(definitions);
            ArmCustomEvents(definitions);
        }
        catch (Exception e)
        {
            CustomEventNotTold(log, this.GetPrimaryKeyString(), e);
            if (!_forgotten)
                ArmAgain();
        }
    }

    /// <summary>What is due by now goes to the outbox.</summary>
    private async ValueTask<ImmutableArray<CustomEventDefinition>> PassCustomEvents()
    {
        var definitions = (await organizations.Get(Identity.OrganizationId)).Settings.CustomEvents;
        var state = State.CustomEvents;
        if (state.Progress.Count == 0)
            return definitions;

        var findings = new List<CustomEventFinding>();
        new CustomEventMonitor(Identity.VehicleId, trips.Value).Expire(
            state, definitions, state.LastAt + (time.GetUtcNow() - state.LastReceivedAt), findings);
        foreach (var finding in findings)
        {
            Outbox.Add(VehicleEvents.Custom(Identity, finding, State.DriverId, State.TripId));
            _dirty = true;
        }

        return definitions;
    }

    private void ArmAgain()
    {
        _customDue = time.GetUtcNow() + RetryAfter;
        _custom?.Change(RetryAfter, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Only who has waited for long has a reminder: it costs a write.</summary>
    private async Task RemindCustomEvents(ImmutableArray<CustomEventDefinition> definitions)
    {
        var needed = CustomEventMonitor.NextDeadline(State.CustomEvents, definitions) is { } deadline
            && time.GetUtcNow() - State.CustomEvents.LastReceivedAt >= Reminded
            && deadline > State.CustomEvents.LastAt;
        if (needed == _reminded)
            return;

        if (needed)
            await this.RegisterOrUpdateReminder(ReminderName, Reminded, Reminded);
        else if (await this.GetReminder(ReminderName) is { } reminder)
            await this.UnregisterReminder(reminder);

        _reminded = needed;
    }

    private void StopCustomEvents()
    {
        _custom?.Dispose();
        _custom = null;
        _customDue = DateTimeOffset.MaxValue;
    }
}
