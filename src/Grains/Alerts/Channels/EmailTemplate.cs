using System.Net;
using System.Text;

namespace Fleet.Alerts.Channels;

/// <summary>S1's mail, as HTML and as text. Whatever came from outside is escaped.</summary>
internal static class EmailTemplate
{
    public static string Html(ChannelMessage message)
    {
        var html = new StringBuilder();
        html.Append("<div style=\"font-family: Arial, sans-serif; max-width: 600px;\">\n");
        html.Append($"<div style=\"background: {AlertFacts.Color(message.Priority)}; color: white; padding: 20px; border-radius: 5px 5px 0 0;\">\n");
        html.Append($"<h2 style=\"margin: 0;\">{Escape(message.Alert.RuleName)}</h2>\n");
        html.Append($"<p style=\"margin: 5px 0 0 0;\">Priority: {AlertFacts.Upper(message.Priority)}</p>\n</div>\n");
        html.Append("<div style=\"padding: 20px; background: #f9f9f9; border: 1px solid #ddd; border-radius: 0 0 5px 5px;\">\n<h3>Event Details:</h3>\n<ul>\n");
        foreach (var (name, value) in AlertFacts.Of(message))
            html.Append($"<li><strong>{name}:</strong> {Escape(value)}</li>\n");

        html.Append("</ul>\n");
        if (message.Escalation > 0)
            html.Append("<p><strong>Nobody has acknowledged this alert yet.</strong></p>\n");

        if (message.Alert.Source.Description is { } description)
            html.Append($"<p><strong>Description:</strong> {Escape(description)}</p>\n");

        if (message.Link is { } link)
        {
            html.Append($"<p style=\"margin-top: 20px;\"><a href=\"{Escape(link)}\" style=\"background: #007cba; color: white; padding: 10px 15px; text-decoration: none; border-radius: 3px;\">View in Dashboard</a></p>\n");
        }

        return html.Append("</div>\n</div>\n").ToString();
    }

    public static string Text(ChannelMessage message)
    {
        var text = new StringBuilder($"{AlertFacts.Line(message.Alert.RuleName, 200)} - {AlertFacts.Upper(message.Priority)}\n\nEvent Details:\n");
        foreach (var (name, value) in AlertFacts.Of(message))
            text.Append($"{name}: {value}\n");

        if (message.Escalation > 0)
            text.Append("\nNobody has acknowledged this alert yet.\n");

        if (message.Alert.Source.Description is { } description)
            text.Append($"\nDescription: {AlertFacts.Line(description, 2_000)}\n");

        return message.Link is { } link ? text.Append($"\nView details: {link}\n").ToString() : text.ToString();
    }

    private static string Escape(string text) => WebUtility.HtmlEncode(AlertFacts.Line(text, 2_000));
}
