using System.Collections.Immutable;
using Fleet.Events;
using Fleet.Notifications;

namespace Fleet.Alerts;

/// <summary>What happens to one alert. Pure: state and input make new state, with the events to tell and the people to be told in it.</summary>
/// <param name="organizationId">Whose.</param>
/// <param name="options">Bounds.</param>
internal sealed class AlertLife(string organizationId, AlertOptions options)
{
    /// <summary>What is said where a channel has nobody to tell.</summary>
    public const string NobodyToTell = "nobody is configured for this channel";

    /// <summary>The server's clock at which something comes true without anybody's doing; null for never.</summary>
    public static DateTimeOffset? NextDeadline(AlertState state)
    {
        var (escalation, quiet) = (NextEscalation(state), QuietAt(state));
        return escalation < quiet || quiet is null ? escalation : quiet;
    }

    public static DateTimeOffset? NextEscalation(AlertState state) =>
        state is { Draft: { } draft, Status: AlertStatus.Active } && state.Escalated < draft.Escalations.Length
            ? state.ReceivedAt.AddSeconds(draft.Escalations[state.Escalated].AfterSeconds)
            : null;

    public static AlertSnapshot? Snapshot(AlertState state) => state.Draft is null ? null : new AlertSnapshot
    {
        Alert = state.Draft,
        Status = state.Status,
        Priority = state.Priority,
        RaisedAt = state.Draft.Source.At,
        Suppressed = state.Suppressed,
        Escalations = state.Escalated,
        EscalatesAt = NextEscalation(state),
        History = [.. state.History],
        Deliveries = [.. state.Deliveries],
    };

    /// <summary>Something is still to be done without anybody's asking.</summary>
    public static bool IsPending(AlertState state) =>
        state.Untold.Count > 0 || NextDeadline(state) is not null || state.Deliveries.Exists(d => d.Status == AlertDeliveryStatus.Pending);

    public void Apply(AlertState state, AlertCommand command, NotificationSettings settings, DateTimeOffset now)
    {
        if (command.Number <= state.Applied)
            return;

        state.Applied = command.Number;
        switch (command.Kind)
        {
            case AlertCommandKind.Raise when state.Draft is null:
                Raise(state, command.Draft!, settings, now);
                break;
            case AlertCommandKind.Suppress when state.Draft is not null:
                Suppress(state, command.Source!, now);
                break;
            case AlertCommandKind.Resolve when state.Draft is not null:
                Resolve(state, null, command.Note, command.Source?.At ?? now);
                break;
        }
    }

    /// <returns>Whether there was something to change.</returns>
    public bool Acknowledge(AlertState state, string by, string? note, DateTimeOffset now)
    {
        if (state.Draft is null || state.Status != AlertStatus.Active)
            return false;

        state.Status = AlertStatus.Acknowledged;
        Mark(state, new() { Step = AlertStep.Acknowledged, At = now, By = by, Note = note }, state.Draft.Source);
        return true;
    }

    /// <param name="by">Null where nobody did.</param>
    /// <returns>Whether there was something to change.</returns>
    public bool Resolve(AlertState state, string? by, string? note, DateTimeOffset at)
    {
        if (state.Draft is null || state.Status == AlertStatus.Resolved)
            return false;

        state.Status = AlertStatus.Resolved;
        Mark(state, new() { Step = AlertStep.Resolved, At = at, By = by, Note = note }, state.Draft.Source);
        return true;
    }

    /// <summary>What has come true by now, in the order of its times, stamped with when it was due and not with when it was noticed.</summary>
    /// <returns>Whether there was something.</returns>
    public bool Expire(AlertState state, NotificationSettings settings, DateTimeOffset now)
    {
        var any = false;
        while (NextDeadline(state) is { } due && due <= now)
        {
            any = true;
            if (due == NextEscalation(state))
                Escalate(state, settings, due);
            else
                Resolve(state, null, "nothing further came", due);
        }

        return any;
    }

    /// <summary>What came of an attempt.</summary>
    public void Settle(AlertState state, DeliveryResult result, DateTimeOffset now)
    {
        var index = state.Deliveries.FindIndex(d => d.Key == result.Key && d.Status == AlertDeliveryStatus.Pending);
        if (index < 0)
            return;

        var delivery = state.Deliveries[index];
        var attempts = delivery.Attempts + 1;
        var delivered = result.Error is null;
        var over = delivered || result.IsFinal || attempts >= options.MaxAttempts;
        state.Deliveries[index] = delivery with
        {
            Attempts = attempts,
            Status = delivered ? AlertDeliveryStatus.Delivered : over ? AlertDeliveryStatus.Failed : AlertDeliveryStatus.Pending,
            Error = result.Error,
            NextAttemptAt = over ? null : now + Pause(attempts, result.RetryAfter),
            DoneAt = over ? now : null,
        };
    }

    private static DateTimeOffset? QuietAt(AlertState state) =>
        state is { Draft.ResolveAfterSeconds: { } seconds, Status: not AlertStatus.Resolved } ? state.LastReceivedAt.AddSeconds(seconds) : null;

    private TimeSpan Pause(int attempts, TimeSpan? asked)
    {
        var most = TimeSpan.FromSeconds(options.MaxRetrySeconds);
        var pause = TimeSpan.FromSeconds(Math.Min(options.RetrySeconds * Math.Pow(4, attempts - 1), options.MaxRetrySeconds));
        return asked > most ? most : asked > pause ? asked.Value : pause;
    }

    private void Raise(AlertState state, AlertDraft draft, NotificationSettings settings, DateTimeOffset now)
    {
        (state.Draft, state.Status, state.Priority) = (draft, AlertStatus.Active, draft.Priority);
        (state.ReceivedAt, state.LastReceivedAt) = (now, now);
        Address(state, draft.Channels, settings, now);
        Mark(state, new() { Step = AlertStep.Raised, At = draft.Source.At }, draft.Source);
    }

    private void Suppress(AlertState state, AlertSource source, DateTimeOffset now)
    {
        state.Suppressed++;
        state.LastReceivedAt = now;
        Mark(state, new() { Step = AlertStep.Suppressed, At = source.At, EventId = source.EventId }, source);
        if (state.History.Count(m => m.Step == AlertStep.Suppressed) > options.MaxSuppressedMarks)
            state.History.RemoveAt(state.History.FindIndex(m => m.Step == AlertStep.Suppressed));
    }

    private void Escalate(AlertState state, NotificationSettings settings, DateTimeOffset due)
    {
        var escalation = state.Draft!.Escalations[state.Escalated];
        state.Escalated++;
        state.Priority = escalation.Priority ?? state.Priority;
        Address(state, escalation.Channels, settings, due);
        Mark(state, new() { Step = AlertStep.Escalated, At = due }, state.Draft.Source);
    }

    /// <summary>One delivery to each recipient; a channel with nobody behind it says so at once.</summary>
    private static void Address(AlertState state, ImmutableArray<AlertChannel> channels, NotificationSettings settings, DateTimeOffset at)
    {
        var urgent = state.Priority == AlertPriority.Urgent;
        foreach (var channel in channels.Distinct())
        {
            var number = 0;
            foreach (var recipient in Recipients(channel, settings, urgent))
                state.Deliveries.Add(New(channel, recipient, number++) with { NextAttemptAt = at });

            if (number == 0)
                state.Deliveries.Add(New(channel, null, 0) with { Status = AlertDeliveryStatus.Failed, Error = NobodyToTell, DoneAt = at });
        }

        AlertDelivery New(AlertChannel channel, string? recipient, int number) => new()
        {
            Key = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{state.Draft!.AlertId}:{state.Escalated}:{AlertFields.Snake(channel)}:{number}"),
            Channel = channel,
            Recipient = recipient,
            Escalation = state.Escalated,
        };
    }

    private static ImmutableArray<string?> Recipients(AlertChannel channel, NotificationSettings settings, bool urgent) => channel switch
    {
        AlertChannel.Email => [.. settings.Email.For(urgent)],
        AlertChannel.Sms => [.. settings.Sms.For(urgent)],
        AlertChannel.Push => [.. settings.Push.For(urgent)],
        AlertChannel.Inbox => [.. settings.Inbox.For(urgent)],
        AlertChannel.Slack => settings.SlackUrl is null ? [] : [(string?)null],
        _ => settings.WebhookUrl is null ? [] : [(string?)null],
    };

    private void Mark(AlertState state, AlertMark mark, AlertSource source)
    {
        state.History.Add(mark);
        var draft = state.Draft!;
        var which = mark.Step switch
        {
            AlertStep.Suppressed => state.Suppressed,
            AlertStep.Escalated => state.Escalated,
            _ => 0,
        };
        state.Untold.Add(new AlertChanged
        {
            EventId = EventIds.For(draft.AlertId, mark.At, which == 0 ? AlertFields.Snake(mark.Step) : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{AlertFields.Snake(mark.Step)}{which}")),
            OrganizationId = organizationId,
            Timestamp = mark.At,
            VehicleId = draft.VehicleId,
            DriverId = draft.DriverId,
            TripId = draft.TripId,
            Why = mark.Step == AlertStep.Raised ? draft.Why : null,
            AlertId = draft.AlertId,
            RuleId = draft.RuleId,
            RuleVersion = draft.RuleVersion,
            RuleName = draft.RuleName,
            Step = mark.Step,
            Status = state.Status,
            Priority = state.Priority,
            Title = AlertText.Title(state.Priority, draft.RuleName),
            Message = draft.Message,
            Source = source,
            RaisedAt = draft.Source.At,
            Channels = draft.Channels,
            Suppressed = state.Suppressed,
            Escalations = state.Escalated,
            By = mark.By,
            Note = mark.Note,
        });
    }
}
