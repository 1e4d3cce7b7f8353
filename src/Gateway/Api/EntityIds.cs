using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Fleet.Gateway.Api;

/// <summary>
/// Ids that the server makes where the caller gives none: a prefix, then 48 bits of milliseconds and 80 random bits in
/// Crockford's base 32, so that they sort by age and cannot be guessed.
/// </summary>
internal sealed class EntityIds(TimeProvider time)
{
    private const string Alphabet = "0123456789abcdefghjkmnpqrstvwxyz";
    private const int Digits = 26;

    public string Create(string prefix)
    {
        Span<byte> bytes = stackalloc byte[16];
        RandomNumberGenerator.Fill(bytes[6..]);
        Span<byte> clock = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(clock, time.GetUtcNow().ToUnixTimeMilliseconds());
        clock[2..].CopyTo(bytes);

        var value = BinaryPrimitives.ReadUInt128BigEndian(bytes);
        Span<char> digits = stackalloc char[Digits];
        for (var i = Digits - 1; i >= 0; i--, value >>= 5)
            digits[i] = Alphabet[(int)(value & 31)];

        return string.Concat(prefix, "_", digits);
    }
}
