using System.Buffers.Text;
using System.Text;
using System.Text.Json;

namespace Fleet.Gateway.Auth;

/// <summary>
/// RFC 7519 tokens in JWS compact form, as far as this gateway takes them: HS256, RS256, ES256, nothing encrypted,
/// nothing nested, no <c>crit</c>. Pure: the time is given. RFC 8725 says what goes wrong elsewhere.
/// </summary>
internal sealed class JwtValidator(JwtKeyRing keys, AuthOptions options)
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 16 };

    public AuthResult Validate(string token, DateTimeOffset now)
    {
        if (string.IsNullOrEmpty(token))
            return Failed(AuthFailure.Missing);

        // Ascii only: any other character cannot be base64url, and makes bytes and characters the same count.
        if (token.Length > options.MaxTokenBytes || !Ascii.IsValid(token))
            return Failed(AuthFailure.Invalid);

        var first = token.IndexOf('.', StringComparison.Ordinal);
        var last = token.LastIndexOf('.');
        if (first <= 0 || last <= first + 1 || token.AsSpan(first + 1, last - first - 1).Contains('.'))
            return Failed(AuthFailure.Invalid);

        var header = Decode(token.AsSpan(0, first));
        var payload = Decode(token.AsSpan(first + 1, last - first - 1));
        var signature = Decode(token.AsSpan(last + 1));
        if (header is null || payload is null || signature is null || FindKey(header) is not { } key
            || !key.Verify(Encoding.ASCII.GetBytes(token[..last]), signature))
            return Failed(AuthFailure.Invalid);

        // Only now is the payload worth reading: the issuer wrote it.
        return Read(payload) is { } claims ? Judge(claims, now) : Failed(AuthFailure.Invalid);
    }

    private AuthResult Judge(JwtClaims claims, DateTimeOffset now)
    {
        var seconds = (now - DateTimeOffset.UnixEpoch).TotalSeconds;
        if (claims.Expires is null && options.RequireExpiry)
            return Refused(AuthFailure.Invalid);

        if (claims.Expires is { } expires && seconds >= expires + options.ClockSkewSeconds)
            return Refused(AuthFailure.Expired);

        if (claims.NotBefore is { } notBefore && seconds < notBefore - options.ClockSkewSeconds)
            return Refused(AuthFailure.NotYetValid);

        var expiry = claims.Expires is { } e
            ? DateTimeOffset.UnixEpoch.AddSeconds(e + options.ClockSkewSeconds)
            : (DateTimeOffset?)null;
        return new AuthResult(claims.ToPrincipal(expiry), AuthFailure.None);

        AuthResult Refused(AuthFailure failure) => Failed(failure) with { Refused = (claims.OrganizationId, claims.Subject) };
    }

    private JwtKey? FindKey(byte[] header)
    {
        try
        {
            using var document = JsonDocument.Parse(header, Strict);
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object || root.TryGetProperty("crit", out _)
                || !root.TryGetProperty("alg", out var alg) || alg.ValueKind != JsonValueKind.String)
                return null;

            if (!root.TryGetProperty("kid", out var kid))
                return keys.Find(alg.GetString()!, null);

            return kid.ValueKind == JsonValueKind.String ? keys.Find(alg.GetString()!, kid.GetString()!) : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null; // not JSON, a name twice, or a string that is not Unicode
        }
    }

    private static JwtClaims? Read(byte[] payload)
    {
        try
        {
            using var document = JsonDocument.Parse(payload, Strict);
            return JwtClaims.Read(document.RootElement);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>Base64url without padding, and only the one canonical spelling of the bytes; null otherwise.</summary>
    private static byte[]? Decode(ReadOnlySpan<char> text)
    {
        if (text.ContainsAnyExcept(Base64UrlCharacters))
            return null;

        var bytes = new byte[Base64Url.GetMaxDecodedLength(text.Length)];
        if (Base64Url.DecodeFromChars(text, bytes, out var consumed, out var written) != System.Buffers.OperationStatus.Done
            || consumed != text.Length)
            return null;

        var decoded = bytes.AsSpan(0, written).ToArray();
        return text.SequenceEqual(Base64Url.EncodeToString(decoded)) ? decoded : null;
    }

    private static readonly System.Buffers.SearchValues<char> Base64UrlCharacters =
        System.Buffers.SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");

    private static AuthResult Failed(AuthFailure failure) => new(null, failure);
}
