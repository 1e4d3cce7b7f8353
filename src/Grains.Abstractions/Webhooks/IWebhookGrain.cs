using Orleans.Concurrency;

namespace Fleet.Webhooks;

/// <summary>
/// One webhook; key <see cref="GrainKey.For"/>(organization, webhook). It owns its queue: a receiver that hangs holds up
/// nobody else. What a call answered is stored. At least once: an attempt whose outcome was not stored before the process
/// died is made again, with the same id.
/// </summary>
[Alias("Fleet.IWebhookGrain")]
public interface IWebhookGrain : IGrainWithStringKey
{
    /// <summary>Why this URL may not be called from here, in words that follow the field's name; null where it may.</summary>
    [Alias("Refusal"), AlwaysInterleave]
    Task<string?> Refusal(string url);

    /// <summary>Creates or replaces it. A bearer token of no characters stands for the one it has.</summary>
    /// <returns>With the secret where it was made now.</returns>
    [Alias("Define")]
    Task<WebhookSnapshot> Define(WebhookSpec spec);

    [Alias("Get")]
    Task<WebhookSnapshot?> Get();

    /// <summary>Forgets it and all that waits. False where there is none.</summary>
    [Alias("Remove")]
    Task<bool> Remove();

    /// <summary>A new secret; the one before still signs beside it for a while. Null where there is no such webhook.</summary>
    [Alias("Rotate")]
    Task<WebhookSnapshot?> Rotate();

    /// <summary>Events for it. What it has had already, by place, is ignored; so is everything while it is disabled.</summary>
    [Alias("Enqueue")]
    Task Enqueue(WebhookMail mail);

    /// <summary>One message that is no event of a shard. Idempotent by its key, for as long as the delivery is remembered.</summary>
    /// <returns>The delivery's id; null where there is no such webhook or it is disabled.</returns>
    [Alias("Send")]
    Task<string?> Send(WebhookMessage message);

    /// <summary>Of a backup: these need not be sent any more.</summary>
    [Alias("Streamed")]
    Task Streamed(StreamedEvents events);

    /// <param name="status">Null for any.</param>
    /// <param name="after"><see cref="DeliveryPage.Next"/> of the page before.</param>
    /// <param name="limit">1 or more.</param>
    [Alias("Deliveries")]
    Task<DeliveryPage> Deliveries(DeliveryStatus? status, string? after, int limit);

    [Alias("Redeliver")]
    Task<Redelivery> Redeliver(string deliveryId);

    /// <summary>After a restart: its clocks run again.</summary>
    [Alias("Wake")]
    Task Wake();
}
