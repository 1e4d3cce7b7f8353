using System.Buffers;
using System.Text;
using Microsoft.Extensions.Primitives;

namespace Fleet.Gateway.Protocols.Upgrades;

/// <summary>
/// A WebSocket's opening request, read from the first bytes of a connection. Only what is beyond any doubt is one: whatever is
/// incomplete, unusual or wrong is left to the server's own parser, which has all of the bytes still.
/// </summary>
/// <param name="Path">As it stands on the wire; it needs no decoding.</param>
/// <param name="Query">With its question mark; empty for none.</param>
/// <param name="Headers">By name, whatever the case.</param>
/// <param name="Length">Bytes that it takes.</param>
internal sealed record UpgradeRequest(string Path, string Query, IHeaderDictionary Headers, int Length)
{
    private const int MaxHeaders = 64;

    private static ReadOnlySpan<byte> End => "\r\n\r\n"u8;

    private static readonly SearchValues<byte> TokenBytes = SearchValues.Create("!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"u8);

    private static readonly SearchValues<byte> PathBytes = SearchValues.Create("/-._~!$&'()*+,;=:@0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"u8);

    private static readonly SearchValues<byte> QueryBytes = SearchValues.Create("?%/-._~!$&'()*+,;=:@0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"u8);

    private static readonly SearchValues<byte> HostBytes = SearchValues.Create("-.:[]_0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"u8);

    /// <summary>Null where it is not one, or not certainly.</summary>
    public static UpgradeRequest? Read(ReadOnlySpan<byte> bytes)
    {
        if (!bytes.StartsWith("GET /"u8) || bytes.IndexOf(End) is not (> 0 and var end))
        {
            return null;
        }

        var lines = bytes[..(end + 2)];
        if (ReadLine(ref lines) is var first && ReadTarget(first) is not { } target)
        {
            return null;
        }

        var headers = new HeaderDictionary();
        for (var count = 0; lines.Length > 0; count++)
        {
            if (count == MaxHeaders || !TryReadHeader(ReadLine(ref lines), headers))
            {
                return null;
            }
        }

        return IsUpgrade(headers) ? new UpgradeRequest(target.Path, target.Query, headers, end + End.Length) : null;
    }

    private static ReadOnlySpan<byte> ReadLine(ref ReadOnlySpan<byte> lines)
    {
        var end = lines.IndexOf("\r\n"u8);
        var line = lines[..end];
        lines = lines[(end + 2)..];
        return line;
    }

    private static (string Path, string Query)? ReadTarget(ReadOnlySpan<byte> line)
    {
        if (!line.EndsWith(" HTTP/1.1"u8))
        {
            return null;
        }

        var target = line["GET ".Length..^" HTTP/1.1".Length];
        var mark = target.IndexOf((byte)'?');
        var path = mark < 0 ? target : target[..mark];
        var query = mark < 0 ? [] : target[mark..];
        return path.ContainsAnyExcept(PathBytes) || path.IndexOf("/."u8) >= 0 || query.ContainsAnyExcept(QueryBytes)
            ? null
            : (Encoding.ASCII.GetString(path), Encoding.ASCII.GetString(query));
    }

    private static bool TryReadHeader(ReadOnlySpan<byte> line, HeaderDictionary headers)
    {
        var colon = line.IndexOf((byte)':');
        if (colon <= 0 || line[..colon].ContainsAnyExcept(TokenBytes))
        {
            return false;
        }

        var value = line[(colon + 1)..].Trim(" \t"u8);
        if (value.ContainsAnyExceptInRange((byte)0x20, (byte)0x7E))
        {
            return false;
        }

        var name = Encoding.ASCII.GetString(line[..colon]);
        headers[name] = StringValues.Concat(headers[name], Encoding.ASCII.GetString(value));
        return true;
    }

    private static bool IsUpgrade(IHeaderDictionary headers) =>
        headers.Upgrade is [{ } upgrade] && upgrade.Equals("websocket", StringComparison.OrdinalIgnoreCase)
        && headers.Connection is [{ } connection] && connection.Split(',').Any(c => c.Trim().Equals("upgrade", StringComparison.OrdinalIgnoreCase))
        && headers.Host is [{ Length: > 0 } host] && !Encoding.ASCII.GetBytes(host).AsSpan().ContainsAnyExcept(HostBytes)
        && headers.SecWebSocketKey.Count == 1
        && headers.SecWebSocketVersion.Count == 1
        && headers.ContentLength is null
        && headers.TransferEncoding.Count == 0
        && headers.Expect.Count == 0;
}
