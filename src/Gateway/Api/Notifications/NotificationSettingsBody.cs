using System.ComponentModel;
using System.Net.Mail;
using Fleet.Gateway.Json;
using Fleet.Notifications;
using Fleet.Webhooks;

namespace Fleet.Gateway.Api.Notifications;

/// <summary>Changes. Absent fields stay, null clears.</summary>
public sealed record NotificationSettingsBody
{
    internal const int MaxContacts = 50;

    private const int MaxUrl = 2_048;
    private const int MaxDevice = 254;

    public ContactsView? Email { get; init; }

    [Description("Numbers in E.164 form, for example +4915112345678.")]
    public ContactsView? Sms { get; init; }

    [Description("Devices, as the push provider names them.")]
    public ContactsView? Push { get; init; }

    [Description("User ids.")]
    public ContactsView? Inbox { get; init; }

    public TargetView? Slack { get; init; }

    public TargetView? Webhook { get; init; }

    [Description("An IANA name.")]
    public string? TimeZone { get; init; }

    internal static NotificationSettings Read(JsonFields fields, NotificationSettings current)
    {
        var (slack, _) = Target(fields, "slack", current.SlackUrl, null);
        var (webhook, secret) = Target(fields, "webhook", current.WebhookUrl, current.WebhookSecret);
        return new NotificationSettings
        {
            Email = fields.Has("email") ? ContactsView.Read(fields, "email", t => MailAddress.TryCreate(t, out var address) && address.Address == t ? null : "must be an address") : current.Email,
            Sms = fields.Has("sms") ? ContactsView.Read(fields, "sms", t => IsNumber(t) ? null : "must be a number in E.164 form") : current.Sms,
            Push = fields.Has("push") ? ContactsView.Read(fields, "push", t => t.Length <= MaxDevice ? null : "is too long") : current.Push,
            Inbox = fields.Has("inbox") ? ContactsView.Read(fields, "inbox", t => Identifier.IsValid(t) ? null : Identifier.Rule) : current.Inbox,
            SlackUrl = slack,
            WebhookUrl = webhook,
            WebhookSecret = secret,
            TimeZone = fields.Has("time_zone") ? Zone(fields) : current.TimeZone,
        };
    }

    private static string? Zone(JsonFields fields)
    {
        var zone = fields.Text("time_zone", 64);
        if (zone is not null && !TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _))
            fields.Fail("time_zone", FieldErrorCode.Unknown, "must be an IANA time zone, for example Europe/Berlin");

        return zone;
    }

    private static (string? Url, string? Secret) Target(JsonFields fields, string name, string? url, string? secret)
    {
        if (!fields.Has(name))
            return (url, secret);

        if (fields.Object(name) is not { } target)
            return (null, null);

        url = target.Text("url", MaxUrl, required: url is null || target.Has("url")) ?? url;
        if (url is not null && TargetGuard.Fault(url) is { } fault)
            target.Fail("url", FieldErrorCode.Format, fault);

        var given = target.Text("secret", 200);
        if (given is not null && (name != "webhook" || WebhookSecret.Read(given) is null))
            target.Fail("secret", FieldErrorCode.Format, "must be whsec_ and the base64 of 24 to 64 bytes");

        return (url, given ?? secret);
    }

    /// <summary>ITU-T E.164: a plus and at most 15 digits, the first of them no zero.</summary>
    private static bool IsNumber(string text) =>
        text.Length is >= 3 and <= 16 && text[0] == '+' && text[1] != '0' && text.AsSpan(1).IndexOfAnyExceptInRange('0', '9') < 0;
}
