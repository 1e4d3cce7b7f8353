using System.Security.Cryptography;
using System.Text;

namespace Fleet.Gateway.Auth;

/// <summary>The secret of an API key: shown once when it is made, afterwards only its hash is known.</summary>
public static class ApiKeySecret
{
    public const string Prefix = "flt_live_";

    private const int SecretBytes = 32;
    private const int MinBody = 43;
    private const int MaxBody = 64;

    /// <summary>A new secret: the prefix and 256 random bits in hex.</summary>
    public static string Create() => Prefix + RandomNumberGenerator.GetHexString(SecretBytes * 2, lowercase: true);

    /// <summary>Lower-case hex SHA-256 of the whole secret, prefix included: what grains know it by.</summary>
    public static string Hash(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));

    /// <summary>Whether it could be one at all; what could not is refused without asking a grain.</summary>
    public static bool LooksLikeOne(string text) =>
        text.StartsWith(Prefix, StringComparison.Ordinal)
        && text.Length - Prefix.Length is >= MinBody and <= MaxBody
        && text.AsSpan(Prefix.Length).IndexOfAnyExcept(Alphanumeric) < 0;

    private static readonly System.Buffers.SearchValues<char> Alphanumeric =
        System.Buffers.SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789");
}
