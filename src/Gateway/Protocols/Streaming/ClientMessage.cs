using System.Text.Json;
using Fleet.CustomEvents;
using Fleet.Events;
using Fleet.Gateway.Subscriptions;

namespace Fleet.Gateway.Protocols.Streaming;

/// <summary>What a client can say, read and checked for form. What it may is decided by the session.</summary>
internal abstract record ClientMessage
{
    internal sealed record Auth(string? ApiKey, string? Token, string? Timestamp, string? Signature) : ClientMessage;

    internal sealed record Subscribe(
        EventChannels Channels,
        string? OrganizationId,
        SubscriptionFilter Filter,
        string? SubscriptionId,
        IReadOnlyDictionary<int, ShardPosition>? Resume,
        ReplayRequest? Replay) : ClientMessage;

    internal sealed record Unsubscribe(EventChannels Channels, string? SubscriptionId) : ClientMessage;

    internal sealed record Ping : ClientMessage;

    internal sealed record Configure(SessionSettings Settings) : ClientMessage;

    /// <param name="Thresholds">Read for form; once more over the thresholds in force, since absent ones stay as they are.</param>
    internal sealed record ConfigureThresholds(JsonElement Thresholds) : ClientMessage;

    internal sealed record RegisterCustomEvent(CustomEventDefinition Definition) : ClientMessage;

    /// <param name="EventId">The pending event that is meant; null for whichever is pending.</param>
    internal sealed record ConfirmCustomEvent(string Name, string VehicleId, string? EventId) : ClientMessage;
}
