using System.Collections.Immutable;

namespace Fleet.Webhooks;

/// <summary>What somebody wants to be told, and where: S0's webhook_config.</summary>
[GenerateSerializer, Immutable, Alias("Fleet.WebhookSpec")]
public sealed record WebhookSpec
{
    [Id(0)] public required string Url { get; init; }

    /// <summary>Channels (safety_events, trip_updates, …) and types of events (geofence_entry, harsh_braking, …).</summary>
    [Id(1)] public ImmutableArray<string> Events { get; init; } = [];

    /// <summary>Only what no live session of the organization was sent.</summary>
    [Id(2)] public bool BackupForStreaming { get; init; }

    [Id(3)] public WebhookRetry Retry { get; init; } = new();

    /// <summary>Sent as Authorization: Bearer; null for none. Never shown.</summary>
    [Id(4)] public string? BearerToken { get; init; }

    [Id(5)] public bool Enabled { get; init; } = true;

    [Id(6)] public string? Name { get; init; }
}
