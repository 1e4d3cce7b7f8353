using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Fleet.Webhooks;

/// <summary>
/// The headers of the Standard Webhooks scheme (standardwebhooks.com, specification 1.0.0): <c>v1,</c> and the base64 of
/// HMAC-SHA256 over <c>id.timestamp.body</c>, one for each secret in force, with a blank between. Pure.
/// </summary>
public static class WebhookSignature
{
    /// <param name="id">The message's id, the same on every attempt.</param>
    /// <param name="at">When this attempt is made; told in whole seconds.</param>
    /// <param name="secrets">Newest first: after a rotation the one before still counts for a while.</param>
    /// <exception cref="FormatException">A secret is none.</exception>
    public static IReadOnlyList<KeyValuePair<string, string>> Headers(string id, DateTimeOffset at, ReadOnlySpan<byte> body, IEnumerable<string> secrets)
    {
        ArgumentNullException.ThrowIfNull(secrets);
        var timestamp = at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var prefix = Encoding.UTF8.GetBytes($"{id}.{timestamp}.");
        var signed = new byte[prefix.Length + body.Length];
        prefix.CopyTo(signed, 0);
        body.CopyTo(signed.AsSpan(prefix.Length));
        return
        [
            new("webhook-id", id),
            new("webhook-timestamp", timestamp),
            new("webhook-signature", string.Join(' ', secrets.Select(secret => Sign(secret, signed)))),
        ];
    }

    private static string Sign(string secret, byte[] signed) =>
        "v1," + Convert.ToBase64String(HMACSHA256.HashData(
            WebhookSecret.Read(secret) ?? throw new FormatException("The secret is no whsec_ secret."), signed));
}
