using System.Text.Json;

namespace Fleet.Alerts.Channels;

/// <summary>S1's message for an incoming webhook of Slack's kind. Markup is off, and the three characters that stay special are escaped (Slack: formatting text for app surfaces).</summary>
internal static class SlackTemplate
{
    public static byte[] Of(ChannelMessage message) => JsonSerializer.SerializeToUtf8Bytes(new
    {
        text = Escape($"Fleet Alert: {message.Alert.RuleName}"),
        mrkdwn = false,
        attachments = new[] { Attachment(message) },
    });

    public static string Escape(string text) => AlertFacts.Line(text, 1_000)
        .Replace("&", "&amp;", StringComparison.Ordinal)
        .Replace("<", "&lt;", StringComparison.Ordinal)
        .Replace(">", "&gt;", StringComparison.Ordinal);

    private static Dictionary<string, object> Attachment(ChannelMessage message)
    {
        var attachment = new Dictionary<string, object>
        {
            ["color"] = AlertFacts.Color(message.Priority),
            ["title"] = Escape((message.Escalation > 0 ? "Escalated: " : "") + message.Alert.RuleName),
            ["fallback"] = Escape(message.Alert.Message),
            ["mrkdwn_in"] = Array.Empty<string>(),
            ["fields"] = AlertFacts.Of(message)
                .Prepend(("Priority", AlertFacts.Upper(message.Priority)))
                .Select(f => new { title = f.Item1, value = Escape(f.Item2), @short = true })
                .ToArray(),
            ["footer"] = "Fleet.Orleans",
            ["ts"] = message.Alert.Source.At.ToUnixTimeSeconds(),
        };
        if (message.Link is { } link)
            attachment["title_link"] = link;

        return attachment;
    }
}
