using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;

namespace Fleet.Gateway.Auth;

/// <summary>S0's signature: hex HMAC-SHA256 over <c>api_key:timestamp</c> with the key as the secret, each used once.</summary>
internal sealed class SignatureVerifier(IOptions<AuthOptions> options, TimeProvider time)
{
    /// <summary>A unix time in milliseconds has 13 digits until the year 2286.</summary>
    private const int MaxTimestampLength = 15;

    private readonly TimeSpan _skew = TimeSpan.FromSeconds(options.Value.SignatureSkewSeconds);
    private readonly ReplayGuard _replays = new(
        options.Value.ReplayCacheSize, TimeSpan.FromSeconds(options.Value.SignatureSkewSeconds), time);

    public AuthFailure Verify(string apiKey, string keyHash, string timestamp, string signature)
    {
        if (timestamp.Length > MaxTimestampLength
            || !long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds)
            || !Matches(apiKey, timestamp, signature))
            return AuthFailure.SignatureInvalid;

        var signed = DateTimeOffset.FromUnixTimeMilliseconds(Math.Min(milliseconds, 253_402_300_799_999));
        return (time.GetUtcNow() - signed).Duration() > _skew || !_replays.TryUse(keyHash, milliseconds)
            ? AuthFailure.SignatureStale
            : AuthFailure.None;
    }

    /// <summary>
    /// Compares the bytes in a time that says nothing about where they differ. Hex of either case. S0's sample, copied as
    /// it stands, signs its template with the blanks that its page put into it; that text is taken as well.
    /// </summary>
    private static bool Matches(string apiKey, string timestamp, string signature)
    {
        Span<byte> given = stackalloc byte[HMACSHA256.HashSizeInBytes];
        if (signature.Length != given.Length * 2
            || Convert.FromHexString(signature, given, out _, out _) != System.Buffers.OperationStatus.Done)
            return false;

        var secret = Encoding.UTF8.GetBytes(apiKey);
        return Equals(secret, $"{apiKey}:{timestamp}", given) | Equals(secret, $" {apiKey} : {timestamp} ", given);
    }

    private static bool Equals(byte[] secret, string text, ReadOnlySpan<byte> given)
    {
        Span<byte> expected = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes(text), expected);
        return CryptographicOperations.FixedTimeEquals(expected, given);
    }
}
