using Fleet.Events;

namespace Fleet.Webhooks;

[GenerateSerializer, Alias("Fleet.WebhookState")]
public sealed class WebhookState
{
    /// <summary>Null where there is no such webhook.</summary>
    [Id(0)] public WebhookSpec? Spec { get; set; }

    /// <summary>Newest first. Bound: <see cref="WebhookKeys.Most"/>.</summary>
    [Id(1)] public List<WebhookKey> Keys { get; set; } = [];

    [Id(2)] public DateTimeOffset CreatedAt { get; set; }

    [Id(3)] public DateTimeOffset UpdatedAt { get; set; }

    [Id(4)] public string? DisabledReason { get; set; }

    /// <summary>The receiver wants to be left alone until then.</summary>
    [Id(5)] public DateTimeOffset? HeldUntil { get; set; }

    /// <summary>How far it has come on each shard's line.</summary>
    [Id(6)] public ReactionPlaces Places { get; set; } = ReactionPlaces.None;

    /// <summary>In the order they came. Bound: <see cref="WebhookOptions.MaxPending"/>.</summary>
    [Id(7)] public List<WebhookDelivery> Pending { get; set; } = [];

    /// <summary>Given up, oldest first. Bound: <see cref="WebhookOptions.MaxDead"/>.</summary>
    [Id(8)] public List<WebhookDelivery> Dead { get; set; } = [];

    /// <summary>Done, oldest first, without their bodies. Bound: <see cref="WebhookOptions.MaxDone"/>.</summary>
    [Id(9)] public List<WebhookDelivery> Done { get; set; } = [];

    /// <summary>Attempts that are stored and that the event shard may not have yet. Bound: <see cref="WebhookQueue.MaxUntold"/>; the oldest leave first.</summary>
    [Id(10)] public List<WebhookAttempted> Untold { get; set; } = [];
}
