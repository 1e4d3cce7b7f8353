using System.Collections.Immutable;

namespace Fleet.Notifications;

/// <summary>An inbox at one moment.</summary>
[GenerateSerializer, Immutable, Alias("Fleet.InboxSnapshot")]
public sealed record InboxSnapshot
{
    [Id(0)] public int Unread { get; init; }

    /// <summary>Newest first, at most as many as were asked for.</summary>
    [Id(1)] public ImmutableArray<Notification> Newest { get; init; } = [];
}
