using Fleet.Webhooks;

namespace Fleet.Events;

/// <summary>A webhook's delivery was tried. In the shard of the webhook's id; for operators only, in no answer about events and on no webhook.</summary>
[GenerateSerializer, Immutable, Alias("Fleet.WebhookAttempted")]
public sealed record WebhookAttempted : FleetEvent, ITopicalEvent
{
    [Id(0)] public required string WebhookId { get; init; }

    [Id(1)] public required string DeliveryId { get; init; }

    /// <summary>Of what was to be delivered, for example geofence_entry.</summary>
    [Id(2)] public required string Type { get; init; }

    [Id(3)] public required WebhookAttempt Attempt { get; init; }

    /// <summary>After the attempt.</summary>
    [Id(4)] public required DeliveryStatus Status { get; init; }

    [Id(5)] public DateTimeOffset? NextAt { get; init; }

    /// <summary>The receiver's host. The rest of the URL may hold a secret.</summary>
    [Id(6)] public required string Host { get; init; }

    public string Topic => TopicOfAll;

    public const string TopicOfAll = "webhooks";
}
