namespace Fleet.Alerts;

/// <summary>
/// Tells people. Each attempt runs beside the turns, so that a receiver that hangs holds up nobody; what came of it comes back
/// as a call of its own and is stored. Whoever is killed between an attempt and its answer makes it again under the same key.
/// </summary>
public sealed partial class AlertGrain
{
    /// <summary>Deliveries under way. Bound: the alert's deliveries.</summary>
    private readonly HashSet<string> _underWay = new(StringComparer.Ordinal);

    public async Task Settle(DeliveryResult result)
    {
        _underWay.Remove(result.Key);
        _life.Settle(State, result, time.GetUtcNow());
        if (State.Deliveries.Find(d => d.Key == result.Key) is { } delivery)
        {
            if (result.Error is null)
                Told(log, this.GetPrimaryKeyString(), delivery.Channel, delivery.Attempts);
            else
                NotTold(log, this.GetPrimaryKeyString(), delivery.Channel, delivery.Attempts, result.Error);
        }

        await Keep();
    }

    /// <summary>Starts what is due and not under way.</summary>
    private void Attempt()
    {
        var now = time.GetUtcNow();
        foreach (var delivery in State.Deliveries.Where(d => d.Status == AlertDeliveryStatus.Pending && d.NextAttemptAt <= now).ToList())
        {
            if (_underWay.Add(delivery.Key))
                _ = Attempt(delivery);
        }
    }

    private async Task Attempt(AlertDelivery delivery)
    {
        DelayDeactivation(TimeSpan.FromSeconds(options.Value.AttemptSeconds) + Grace);
        DeliveryResult result;
        try
        {
            result = await Deliver(delivery);
        }
        catch (OperationCanceledException)
        {
            result = new() { Key = delivery.Key, Error = "no answer in time" };
        }
        catch (Exception e)
        {
            ChannelThrew(log, this.GetPrimaryKeyString(), delivery.Channel, e);
            result = new() { Key = delivery.Key, Error = "failed" };
        }

        try
        {
            await GrainFactory.GetGrain<IAlertGrain>(this.GetPrimaryKeyString()).Settle(result);
        }
        catch (Exception e) // the store is away: this activation gives up, the next one tries the delivery again
        {
            NotKept(log, this.GetPrimaryKeyString(), e);
        }
    }

    private async Task<DeliveryResult> Deliver(AlertDelivery delivery)
    {
        var channel = channels.FirstOrDefault(c => c.Channel == delivery.Channel);
        if (channel is null)
            return new() { Key = delivery.Key, Error = "this installation has no such channel", IsFinal = true };

        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(options.Value.AttemptSeconds), time);
        var message = new ChannelMessage
        {
            Key = delivery.Key,
            OrganizationId = Key.OrganizationId,
            Recipient = delivery.Recipient,
            Alert = State.Draft!,
            Priority = State.Priority,
            Escalation = delivery.Escalation,
            Settings = await Settings(),
            Link = options.Value.DashboardUrl.Length == 0 ? null : $"{options.Value.DashboardUrl.TrimEnd('/')}/alerts/{Key.Id}",
            Now = time.GetUtcNow(),
        };

        // A channel that does not heed the token is left alone: its answer, should it come, counts for nothing.
        return await channel.Deliver(message, limit.Token).WaitAsync(limit.Token);
    }
}
