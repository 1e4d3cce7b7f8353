using System.Collections.Immutable;
using Fleet.Events;

namespace Fleet.Webhooks;

/// <summary>One message for one webhook. Its id is the same on every attempt.</summary>
[GenerateSerializer, Immutable, Alias("Fleet.WebhookDelivery")]
public sealed record WebhookDelivery
{
    /// <summary>Attempts that are remembered; the newest stay.</summary>
    public const int AttemptsKept = WebhookRetry.MostAttempts;

    /// <summary>The webhook-id header.</summary>
    [Id(0)] public required string DeliveryId { get; init; }

    /// <summary>For example geofence_entry.</summary>
    [Id(1)] public required string Type { get; init; }

    [Id(2)] public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>JSON; null once there is nothing left to send.</summary>
    [Id(3)] public string? Body { get; init; }

    [Id(4)] public DeliveryStatus Status { get; init; }

    /// <summary>Bound: <see cref="AttemptsKept"/>.</summary>
    [Id(5)] public ImmutableArray<WebhookAttempt> Attempts { get; init; } = [];

    /// <summary>Attempts since it was queued, or queued again.</summary>
    [Id(6)] public int Tries { get; init; }

    /// <summary>While pending.</summary>
    [Id(7)] public DateTimeOffset? NextAt { get; init; }

    /// <summary>When it was delivered or given up.</summary>
    [Id(8)] public DateTimeOffset? SettledAt { get; init; }

    /// <summary>Why it was given up.</summary>
    [Id(9)] public string? Reason { get; init; }

    /// <summary>The event's place; null for what is no event.</summary>
    [Id(10)] public ShardPosition? Place { get; init; }
}
