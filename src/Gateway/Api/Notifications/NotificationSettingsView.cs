using System.ComponentModel;
using Fleet.Notifications;

namespace Fleet.Gateway.Api.Notifications;

/// <summary>How an organization's people are told. Secrets are left out.</summary>
public sealed record NotificationSettingsView
{
    public required ContactsView Email { get; init; }

    public required ContactsView Sms { get; init; }

    public required ContactsView Push { get; init; }

    public required ContactsView Inbox { get; init; }

    public TargetView? Slack { get; init; }

    public TargetView? Webhook { get; init; }

    [Description("In which messages tell times; UTC where absent.")]
    public string? TimeZone { get; init; }

    public required long Version { get; init; }

    /// <param name="madeSecret">Shown once, to whoever made it.</param>
    internal static NotificationSettingsView Of(NotificationSettings settings, string? madeSecret = null) => new()
    {
        Email = ContactsView.Of(settings.Email),
        Sms = ContactsView.Of(settings.Sms),
        Push = ContactsView.Of(settings.Push),
        Inbox = ContactsView.Of(settings.Inbox),
        Slack = settings.SlackUrl is { } slack ? new TargetView { Url = new Uri(slack).GetLeftPart(UriPartial.Authority) + "/…" } : null,
        Webhook = settings.WebhookUrl is { } webhook ? new TargetView { Url = webhook, Secret = madeSecret } : null,
        TimeZone = settings.TimeZone,
        Version = settings.Version,
    };
}
