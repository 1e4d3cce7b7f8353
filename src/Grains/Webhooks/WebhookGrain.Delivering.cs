using System.Globalization;
using System.Text;
using Fleet.Events;
using Orleans.Runtime;
using Orleans.Storage;

namespace Fleet.Webhooks;

/// <summary>
/// Sends what is due. Attempts run beside the turns, on the grain's own scheduler, so that a receiver that hangs holds up
/// neither callers nor other deliveries; state changes only between their awaits.
/// </summary>
public sealed partial class WebhookGrain
{
    private static readonly TimeSpan StoreRetry = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestTimer = TimeSpan.FromDays(1);
    private static readonly TimeSpan Grace = TimeSpan.FromMinutes(1);

    /// <summary>Ids of deliveries being attempted. Bound: <see cref="WebhookOptions.InFlight"/>.</summary>
    private readonly HashSet<string> _inFlight = new(StringComparer.Ordinal);

    private IGrainTimer? _timer;
    private DateTimeOffset? _storeRetryAt;
    private DateTimeOffset? _tellAgainAt;
    private bool _telling;

    /// <summary>Begins every attempt that is due and has room; arms the timer for the next.</summary>
    private void Pump()
    {
        var now = _time.GetUtcNow();
        if (_storeRetryAt is null) // while outcomes cannot be stored nothing more is sent
        {
            foreach (var delivery in WebhookQueue.Due(State, now, _inFlight).Take(_options.InFlight - _inFlight.Count).ToList())
            {
                _inFlight.Add(delivery.DeliveryId);
                _ = Attempt(delivery);
            }
        }

        if (State.Untold.Count > 0 && !_telling && (_tellAgainAt is null || _tellAgainAt <= now))
            _ = Tell();

        Arm();
    }

    private async Task Attempt(WebhookDelivery delivery)
    {
        var (spec, at) = (State.Spec!, _time.GetUtcNow());
        try
        {
            var body = Encoding.UTF8.GetBytes(delivery.Body ?? "");
            var headers = WebhookSignature.Headers(delivery.DeliveryId, at, body, WebhookKeys.InForce(State.Keys, at));
            var answer = await _http.Post(
                new OutboundRequest
                {
                    Url = spec.Url,
                    Body = body,
                    Headers = spec.BearerToken is { } token ? [.. headers, new("Authorization", "Bearer " + token)] : headers,
                },
                CancellationToken.None);
            Settle(delivery, spec, at, answer);
            await _write.Save();
        }
        catch (Exception e) // the store: the network's failures are outcomes
        {
            StoreFailed(e);
        }
        finally
        {
            _inFlight.Remove(delivery.DeliveryId);
        }

        Pump();
    }

    private void Settle(WebhookDelivery delivery, WebhookSpec spec, DateTimeOffset at, OutboundAnswer answer)
    {
        if (WebhookQueue.Settle(State, delivery.DeliveryId, at, answer, _time.GetUtcNow(), _options) is not { } after)
            return;

        var attempt = after.Attempts[^1];
        WebhookQueue.Tell(State, new WebhookAttempted
        {
            EventId = EventIds.For("webhook:" + Key.WebhookId, at, after.DeliveryId, attempt.Number.ToString(CultureInfo.InvariantCulture)),
            OrganizationId = Key.OrganizationId,
            Timestamp = at,
            WebhookId = Key.WebhookId,
            DeliveryId = after.DeliveryId,
            Type = after.Type,
            Attempt = attempt,
            Status = after.Status,
            NextAt = after.NextAt,
            Host = new Uri(spec.Url).Host,
        });
        if (after.Status == DeliveryStatus.Dead)
            GivenUp(_log, this.GetPrimaryKeyString(), after.DeliveryId, after.Tries, after.Reason);

        if (State.DisabledReason == "gone" && attempt.HttpStatus == 410)
            ReceiverGone(_log, this.GetPrimaryKeyString());
    }

    /// <summary>Hands stored attempts to the event shard. The id makes twice the same as once.</summary>
    private async Task Tell()
    {
        (_telling, _tellAgainAt) = (true, null);
        try
        {
            var shard = EventStreams.ShardOf(Key.WebhookId, _shards.Shards);
            while (State.Untold.Count > 0)
            {
                WebhookAttempted[] told = [.. State.Untold];
                await GrainFactory.GetGrain<IEventShardGrain>(GrainKey.ForShard(Key.OrganizationId, shard)).PublishAgain([.. told]);
                State.Untold.RemoveAll(u => told.Any(t => t.EventId == u.EventId));
                _write.Changed(); // stored with the next change; told again otherwise
            }
        }
        catch (Exception e)
        {
            Untold(_log, this.GetPrimaryKeyString(), State.Untold.Count, e);
            _tellAgainAt = _time.GetUtcNow() + StoreRetry;
        }

        _telling = false;
        Arm();
    }

    private void StoreFailed(Exception e)
    {
        NotStored(_log, this.GetPrimaryKeyString(), e);
        if (e is InconsistentStateException)
            DeactivateOnIdle(); // another activation goes on
        else
            _storeRetryAt = _time.GetUtcNow() + StoreRetry;
    }

    private void Arm()
    {
        var next = _storeRetryAt
            ?? (_inFlight.Count < _options.InFlight ? WebhookQueue.NextDue(State, _inFlight) : null); // else whoever ends pumps
        if (State.Untold.Count > 0 && !_telling)
        {
            var tell = _tellAgainAt ?? _time.GetUtcNow();
            next = next < tell ? next : tell;
        }

        if (next is not { } due)
        {
            _timer?.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            return;
        }

        var delay = due - _time.GetUtcNow();
        delay = delay < TimeSpan.Zero ? TimeSpan.Zero : delay > LongestTimer ? LongestTimer : delay;
        DelayDeactivation(delay + Grace);
        if (_timer is null)
            _timer = this.RegisterGrainTimer(OnTimer, new GrainTimerCreationOptions(delay, Timeout.InfiniteTimeSpan));
        else
            _timer.Change(delay, Timeout.InfiniteTimeSpan);
    }

    private async Task OnTimer(CancellationToken cancellationToken)
    {
        if (_storeRetryAt is not null)
        {
            try
            {
                _storeRetryAt = null;
                if (_write.Behind)
                    await _write.Save();
            }
            catch (Exception e)
            {
                StoreFailed(e);
            }
        }

        Pump();
    }
}
