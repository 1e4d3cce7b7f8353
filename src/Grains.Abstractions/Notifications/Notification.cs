namespace Fleet.Notifications;

/// <summary>Something a person is told.</summary>
[GenerateSerializer, Immutable, Alias("Fleet.Notification")]
public sealed record Notification
{
    /// <summary>Unique in its inbox: one sent again under the same id adds nothing.</summary>
    [Id(0)] public required string NotificationId { get; init; }

    [Id(1)] public string? Title { get; init; }

    [Id(2)] public required string Message { get; init; }

    /// <summary>For example info, warning, trip.</summary>
    [Id(3)] public required string Type { get; init; }

    [Id(4)] public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Null while unread.</summary>
    [Id(5)] public DateTimeOffset? ReadAt { get; init; }
}
