using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Fleet.Gateway.Auth;
using Microsoft.Extensions.Options;

namespace Fleet.Gateway.Api.Lists;

/// <summary>
/// Opaque cursors: where a page ended, sealed together with the list it belongs to, so that a cursor of another list,
/// other filters or another organization is refused. The seal keeps clients from building on the inside; it guards no
/// secret, for a list is always read within the caller's own organization. Every gateway of a cluster seals alike,
/// since the key comes from the configuration.
/// </summary>
internal sealed class PageCursors(IOptions<AuthOptions> options)
{
    private const int SealBytes = 12;
    private const int MaxCursor = 1_024;

    private readonly byte[] _key = HKDF.DeriveKey(
        HashAlgorithmName.SHA256,
        Encoding.UTF8.GetBytes(options.Value.JwtSecret ?? "Fleet.Orleans without a secret"),
        32,
        info: "page cursors"u8.ToArray());

    /// <param name="list">Everything that makes it this list: organization, kind, filters.</param>
    public string Seal(string list, string after)
    {
        var text = Encoding.UTF8.GetBytes(after);
        return Base64Url.EncodeToString([.. SealOf(list, text), .. text]);
    }

    /// <summary>Where the page before ended; null where the cursor is not one of this list.</summary>
    public string? Open(string list, string cursor)
    {
        if (cursor.Length > MaxCursor || !Base64Url.IsValid(cursor))
            return null;

        var bytes = Base64Url.DecodeFromChars(cursor);
        return bytes.Length > SealBytes
            && CryptographicOperations.FixedTimeEquals(SealOf(list, bytes.AsSpan(SealBytes)), bytes.AsSpan(0, SealBytes))
            && Base64Url.EncodeToString(bytes) == cursor
                ? Encoding.UTF8.GetString(bytes.AsSpan(SealBytes))
                : null;
    }

    private byte[] SealOf(string list, ReadOnlySpan<byte> text) =>
        HMACSHA256.HashData(_key, (byte[])[.. Encoding.UTF8.GetBytes(list), 0, .. text])[..SealBytes];
}
