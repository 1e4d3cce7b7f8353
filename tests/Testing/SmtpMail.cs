using System.Text;

namespace Fleet.Testing;

/// <summary>A message that a mail server took.</summary>
/// <param name="From">The envelope's, with its brackets.</param>
/// <param name="To">The envelope's, with their brackets.</param>
/// <param name="Text">Headers and body as they came, dots unstuffed.</param>
/// <param name="User">user:password of the log-in; null without one.</param>
/// <param name="Encrypted">It came over TLS.</param>
public sealed record SmtpMail(string From, IReadOnlyList<string> To, string Text, string? User, bool Encrypted)
{
    /// <summary>The header's value, folded lines joined, encoded words as they are; null where there is none.</summary>
    public string? Header(string name)
    {
        var head = Text.Split("\r\n\r\n", 2)[0].Replace("\r\n ", " ", StringComparison.Ordinal);
        return head.Split("\r\n").FirstOrDefault(l => l.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase))?[(name.Length + 1)..].Trim();
    }

    /// <summary>Every part's text, decoded.</summary>
    public string Parts()
    {
        var parts = new StringBuilder();
        foreach (var part in Text.Split("\r\n--").Skip(1))
        {
            var (head, body) = part.Split("\r\n\r\n", 2) is [{ } h, { } b] ? (h, b) : (part, "");
            parts.Append(head.Contains("base64", StringComparison.OrdinalIgnoreCase)
                ? Encoding.UTF8.GetString(Convert.FromBase64String(body.Replace("\r\n", "", StringComparison.Ordinal)))
                : QuotedPrintable(body));
        }

        return parts.ToString();
    }

    private static string QuotedPrintable(string text)
    {
        var bytes = new List<byte>();
        text = text.Replace("=\r\n", "", StringComparison.Ordinal);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '=' && i + 2 < text.Length && byte.TryParse(text.AsSpan(i + 1, 2), System.Globalization.NumberStyles.HexNumber, null, out var octet))
            {
                bytes.Add(octet);
                i += 2;
            }
            else
            {
                bytes.Add((byte)text[i]);
            }
        }

        return Encoding.UTF8.GetString([.. bytes]);
    }
}
