using Fleet.Notifications;

namespace Fleet.Alerts;

/// <summary>What is to be told to whom.</summary>
public sealed record ChannelMessage
{
    /// <summary>Stable across attempts.</summary>
    public required string Key { get; init; }

    public required string OrganizationId { get; init; }

    /// <summary>Null where the channel has one target of its own.</summary>
    public string? Recipient { get; init; }

    public required AlertDraft Alert { get; init; }

    /// <summary>After escalations.</summary>
    public required AlertPriority Priority { get; init; }

    /// <summary>0 for the alert itself, else which escalation.</summary>
    public int Escalation { get; init; }

    public required NotificationSettings Settings { get; init; }

    /// <summary>A page about the alert; null for none.</summary>
    public string? Link { get; init; }

    /// <summary>When this attempt is made.</summary>
    public required DateTimeOffset Now { get; init; }
}
