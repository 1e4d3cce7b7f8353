namespace Fleet.Notifications;

/// <summary>How an organization wants its people to be told outside of the product. Holds secrets: views leave them out.</summary>
[GenerateSerializer, Immutable, Alias("Fleet.NotificationSettings")]
public sealed record NotificationSettings
{
    /// <summary>Addresses.</summary>
    [Id(0)] public ContactList Email { get; init; } = ContactList.Empty;

    /// <summary>Numbers in E.164 form.</summary>
    [Id(1)] public ContactList Sms { get; init; } = ContactList.Empty;

    /// <summary>Devices, as the push provider names them.</summary>
    [Id(2)] public ContactList Push { get; init; } = ContactList.Empty;

    /// <summary>Users of the product.</summary>
    [Id(3)] public ContactList Inbox { get; init; } = ContactList.Empty;

    /// <summary>An incoming webhook's URL. Secret: who has it can write into the channel.</summary>
    [Id(4)] public string? SlackUrl { get; init; }

    [Id(5)] public string? WebhookUrl { get; init; }

    /// <summary>By the Standard Webhooks scheme. Secret.</summary>
    [Id(6)] public string? WebhookSecret { get; init; }

    /// <summary>The IANA name of the zone in which people are told times; null for UTC.</summary>
    [Id(7)] public string? TimeZone { get; init; }

    [Id(8)] public long Version { get; init; }
}
