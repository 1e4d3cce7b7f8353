using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Fleet.Events;

namespace Fleet.Webhooks;

/// <summary>What a webhook's queue makes of what happens to it. Pure.</summary>
internal static class WebhookQueue
{
    public const int MaxUntold = 500;

    private const int Gone = 410;
    private const string QueueFull = "queue_full";

    /// <summary>The webhook-id of a message: the same whenever and wherever it is made.</summary>
    public static string IdOf(string webhookId, string key) =>
        "msg_" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(webhookId + "/" + key)))[..32];

    public static WebhookDelivery? Find(WebhookState state, string deliveryId) =>
        state.Pending.Find(d => d.DeliveryId == deliveryId)
        ?? state.Dead.Find(d => d.DeliveryId == deliveryId)
        ?? state.Done.Find(d => d.DeliveryId == deliveryId);

    /// <summary>Adds a delivery, or gives it up at once where the queue is full.</summary>
    public static void Add(WebhookState state, WebhookDelivery delivery, DateTimeOffset now, WebhookOptions options)
    {
        if (state.Pending.Count < options.MaxPending)
            state.Pending.Add(delivery);
        else
            Bury(state, delivery, QueueFull, now, options);
    }

    /// <summary>Deliveries to try now, oldest first.</summary>
    public static IEnumerable<WebhookDelivery> Due(WebhookState state, DateTimeOffset now, IReadOnlySet<string> inFlight) =>
        state.Spec is { Enabled: true } && (state.HeldUntil is not { } held || held <= now)
            ? state.Pending.Where(d => d.NextAt <= now && !inFlight.Contains(d.DeliveryId))
            : [];

    public static DateTimeOffset? NextDue(WebhookState state, IReadOnlySet<string> inFlight)
    {
        if (state.Spec is not { Enabled: true })
            return null;

        DateTimeOffset? next = null;
        foreach (var delivery in state.Pending)
        {
            if (!inFlight.Contains(delivery.DeliveryId) && (next is null || delivery.NextAt < next))
                next = delivery.NextAt;
        }

        return next < state.HeldUntil ? state.HeldUntil : next;
    }

    /// <summary>What becomes of a delivery by an attempt's outcome.</summary>
    /// <returns>The delivery after it; null where it was removed meanwhile.</returns>
    public static WebhookDelivery? Settle(
        WebhookState state, string deliveryId, DateTimeOffset at, OutboundAnswer answer, DateTimeOffset now, WebhookOptions options)
    {
        var index = state.Pending.FindIndex(d => d.DeliveryId == deliveryId);
        if (index < 0 || state.Spec is not { } spec)
            return null;

        var before = state.Pending[index];
        var number = (before.Attempts.Length == 0 ? 0 : before.Attempts[^1].Number) + 1;
        var attempt = new WebhookAttempt
        {
            Number = number,
            At = at,
            HttpStatus = answer.Status,
            Failure = answer.Failure switch
            {
                null => null,
                OutboundFailure.Refused => "refused",
                OutboundFailure.Timeout => "timeout",
                _ => "unreachable",
            },
            Excerpt = answer.Excerpt,
            TookMilliseconds = Math.Round(answer.Took.TotalMilliseconds, 3),
        };
        var tried = before with
        {
            Attempts = [.. before.Attempts.TakeLast(WebhookDelivery.AttemptsKept - 1), attempt],
            Tries = before.Tries + 1,
        };
        if (!answer.Succeeded)
            Hold(state, answer.RetryAfter, now, options);

        if (answer.Succeeded)
        {
            state.Pending.RemoveAt(index);
            return Finish(state, tried, DeliveryStatus.Delivered, now, options);
        }

        if (answer.Status == Gone)
        {
            state.Spec = spec with { Enabled = false };
            state.DisabledReason = "gone";
        }

        if (answer.Status == Gone || tried.Tries >= spec.Retry.MaxAttempts)
        {
            state.Pending.RemoveAt(index);
            return Bury(state, tried, answer.Status == Gone ? "gone" : "attempts_used_up", now, options);
        }

        return state.Pending[index] = tried with { NextAt = now + Delay(spec.Retry, tried.Tries, deliveryId, options.JitterPercent) };
    }

    /// <summary>The wait behind the given try, jitter included.</summary>
    public static TimeSpan Delay(WebhookRetry retry, int tries, string deliveryId, int jitterPercent)
    {
        var seconds = Math.Min(retry.InitialDelaySeconds * Math.Pow(retry.BackoffMultiplier, tries - 1), WebhookRetry.LongestSeconds);
        var dice = EventStreams.ShardOf(string.Create(CultureInfo.InvariantCulture, $"{deliveryId}/{tries}"), 1_000) / 1_000.0;
        return TimeSpan.FromMilliseconds(Math.Round(seconds * 1_000 * (1 + (dice * jitterPercent / 100))));
    }

    /// <summary>Of a backup: a live session was sent it.</summary>
    /// <returns>Whether it was waiting here, untried.</returns>
    public static bool Streamed(WebhookState state, Predicate<ShardPosition> wasStreamed, DateTimeOffset now, WebhookOptions options)
    {
        var streamed = state.Pending.Where(d => d is { Tries: 0, Place: { } place } && wasStreamed(place)).ToList();
        foreach (var delivery in streamed)
        {
            state.Pending.Remove(delivery);
            Finish(state, delivery, DeliveryStatus.Streamed, now, options);
        }

        return streamed.Count > 0;
    }

    public static Redelivery Redeliver(WebhookState state, string deliveryId, DateTimeOffset now, WebhookOptions options)
    {
        if (Find(state, deliveryId) is not { } delivery)
            return Redelivery.NotFound;

        if (delivery is not { Status: DeliveryStatus.Dead, Body: not null })
            return Redelivery.NotDead;

        if (state.Pending.Count >= options.MaxPending)
            return Redelivery.QueueFull;

        state.Dead.Remove(delivery);
        state.Pending.Add(delivery with { Status = DeliveryStatus.Pending, NextAt = now, Tries = 0, Reason = null, SettledAt = null });
        return Redelivery.Queued;
    }

    /// <summary>Newest first.</summary>
    public static DeliveryPage Page(WebhookState state, DeliveryStatus? status, string? after, int limit)
    {
        var all = state.Pending.Concat(state.Dead).Concat(state.Done)
            .Where(d => status is null || d.Status == status)
            .Select(d => (Place: PlaceOf(d), Delivery: d))
            .Where(d => after is null || string.CompareOrdinal(d.Place, after) < 0)
            .OrderByDescending(d => d.Place, StringComparer.Ordinal)
            .Take(limit + 1)
            .ToList();
        return new DeliveryPage
        {
            Deliveries = [.. all.Take(limit).Select(d => d.Delivery)],
            Next = all.Count > limit ? all[limit - 1].Place : null,
        };
    }

    public static void Tell(WebhookState state, WebhookAttempted told)
    {
        state.Untold.Add(told);
        if (state.Untold.Count > MaxUntold)
            state.Untold.RemoveRange(0, state.Untold.Count - MaxUntold);
    }

    private static string PlaceOf(WebhookDelivery delivery) =>
        string.Create(CultureInfo.InvariantCulture, $"{delivery.CreatedAt.UtcTicks:x16}/{delivery.DeliveryId}");

    private static void Hold(WebhookState state, TimeSpan? retryAfter, DateTimeOffset now, WebhookOptions options)
    {
        if (retryAfter is not { } wait)
            return;

        var most = TimeSpan.FromSeconds(options.MaxRetryAfterSeconds);
        var until = now + (wait < most ? wait : most);
        if (state.HeldUntil is null || state.HeldUntil < until)
            state.HeldUntil = until;
    }

    private static WebhookDelivery Bury(WebhookState state, WebhookDelivery delivery, string reason, DateTimeOffset now, WebhookOptions options)
    {
        var dead = delivery with { Status = DeliveryStatus.Dead, Reason = reason, NextAt = null, SettledAt = now };
        Keep(state.Dead, dead, options.MaxDead);
        return dead;
    }

    private static WebhookDelivery Finish(WebhookState state, WebhookDelivery delivery, DeliveryStatus status, DateTimeOffset now, WebhookOptions options)
    {
        var done = delivery with { Status = status, Body = null, NextAt = null, SettledAt = now };
        Keep(state.Done, done, options.MaxDone);
        return done;
    }

    private static void Keep(List<WebhookDelivery> kept, WebhookDelivery delivery, int most)
    {
        kept.Add(delivery);
        if (kept.Count > most)
            kept.RemoveRange(0, kept.Count - most);
    }
}
