using System.Globalization;
using Microsoft.Extensions.Primitives;

namespace Fleet.Gateway.Protocols;

/// <summary>
/// The server's half of RFC 7692 §7.1: the first offer that can be kept is taken. Neither side keeps a window between
/// messages, so that an idle connection costs nothing. Our window is that of zlib, 15 bits, so an offer that wants less is not taken.
/// </summary>
internal static class PerMessageDeflate
{
    private const string Name = "permessage-deflate";
    private const string Taken = Name + "; server_no_context_takeover; client_no_context_takeover";
    private const int OurWindowBits = 15;

    /// <summary>What to answer in <c>Sec-WebSocket-Extensions</c>; null where nothing was offered that can be taken.</summary>
    public static string? Answer(StringValues offered)
    {
        foreach (var offer in offered.ToString().Split(',', StringSplitOptions.TrimEntries))
        {
            if (Take(offer.Split(';', StringSplitOptions.TrimEntries)) is { } answer)
            {
                return answer;
            }
        }

        return null;
    }

    private static string? Take(string[] parts)
    {
        if (!parts[0].Equals(Name, StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var answer = Taken;
        foreach (var part in parts.AsSpan(1))
        {
            var (name, value) = part.IndexOf('=', StringComparison.Ordinal) is > 0 and { } at
                ? (part[..at].TrimEnd(), part[(at + 1)..].Trim().Trim('"'))
                : (part, null);
            if (!seen.Add(name))
            {
                return null;
            }

            switch (name)
            {
                case "server_no_context_takeover" or "client_no_context_takeover" when value is null:
                case "client_max_window_bits" when value is null || IsWindow(value, out _):
                    break;
                case "server_max_window_bits" when value is not null && IsWindow(value, out var bits) && bits == OurWindowBits:
                    answer += "; server_max_window_bits=15";
                    break;
                default:
                    return null;
            }
        }

        return answer;
    }

    private static bool IsWindow(string value, out int bits) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out bits) && bits is >= 8 and <= 15;
}
