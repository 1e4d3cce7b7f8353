using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Fleet.Testing;

/// <summary>Makes tokens, good and bad, from raw JSON, so that tests can write what no library would.</summary>
public static class TokenMinter
{
    public const string Secret = "a test secret of well over 32 bytes in length";

    public static string Hs256(string payload, string header = """{"alg":"HS256","typ":"JWT"}""", string secret = Secret)
    {
        var signed = Encode(header) + "." + Encode(payload);
        return signed + "." + Base64Url.EncodeToString(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.ASCII.GetBytes(signed)));
    }

    public static string Rs256(string payload, RSA key, string kid)
    {
        var signed = Encode($$"""{"alg":"RS256","kid":"{{kid}}"}""") + "." + Encode(payload);
        return signed + "." + Base64Url.EncodeToString(
            key.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
    }

    public static string Es256(string payload, ECDsa key, string kid, DSASignatureFormat format = DSASignatureFormat.IeeeP1363FixedFieldConcatenation)
    {
        var signed = Encode($$"""{"alg":"ES256","kid":"{{kid}}"}""") + "." + Encode(payload);
        return signed + "." + Base64Url.EncodeToString(
            key.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256, format));
    }

    public static string Encode(string text) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));

    public static string For(
        string organization, string role, DateTimeOffset now, bool superuser = false, string permissions = "{}", string subject = "user-1") =>
        Hs256($$"""
            {"sub":"{{subject}}","org":"{{organization}}","role":"{{role}}","is_superuser":{{(superuser ? "true" : "false")}},
             "permissions":{{permissions}},"exp":{{now.AddHours(1).ToUnixTimeSeconds()}}}
            """);
}
