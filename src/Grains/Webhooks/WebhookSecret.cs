using System.Security.Cryptography;

namespace Fleet.Webhooks;

/// <summary>Secrets by the Standard Webhooks scheme: <c>whsec_</c> and the base64 of 24 to 64 bytes.</summary>
public static class WebhookSecret
{
    public const string Prefix = "whsec_";
    public const int MinBytes = 24;
    public const int MaxBytes = 64;

    private const int MadeBytes = 32;

    public static string Create() => Prefix + Convert.ToBase64String(RandomNumberGenerator.GetBytes(MadeBytes));

    /// <returns>The key's bytes; null where the text is no such secret.</returns>
    public static byte[]? Read(string secret)
    {
        ArgumentNullException.ThrowIfNull(secret);
        if (!secret.StartsWith(Prefix, StringComparison.Ordinal) || secret.Length > Prefix.Length + (MaxBytes * 2))
            return null;

        var bytes = new byte[MaxBytes * 2];
        return Convert.TryFromBase64String(secret[Prefix.Length..], bytes, out var length) && length is >= MinBytes and <= MaxBytes
            ? bytes[..length]
            : null;
    }
}
