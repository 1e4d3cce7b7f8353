using Fleet.Notifications;

namespace Fleet.Events;

/// <summary>
/// Something changed in a person's inbox, or everybody is told something. In the shard of the person's id. Only sessions of
/// that person get it; it is in no answer about events.
/// </summary>
[GenerateSerializer, Immutable, Alias("Fleet.InboxChanged")]
public sealed record InboxChanged : FleetEvent
{
    /// <summary>Whose inbox; <see cref="Inbox.Everyone"/> for a broadcast.</summary>
    [Id(0)] public required string UserId { get; init; }

    /// <summary>What came; null where something was read.</summary>
    [Id(1)] public Notification? Notification { get; init; }

    /// <summary>Unread ones after the change; 0 for a broadcast.</summary>
    [Id(2)] public int Unread { get; init; }
}
