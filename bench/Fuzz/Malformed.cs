using System.Text;
using Fleet.WireVectors;

namespace Fleet.Bench.Fuzz;

/// <summary>
/// Messages that are wrong in some way, the same for the same seed: the contract's own, good and bad, bent once or several
/// times. Some come out right; a few of those in between keep a session alive in ways that nonsense alone does not.
/// </summary>
/// <param name="ingest">For the ingest socket; else for streaming.</param>
public sealed class Malformed(int seed, bool ingest)
{
    private const int MaxBytes = 70 * 1024; // a little more than a message may have

    private static readonly string[] Positions =
    [
        """{"type":"positions","seq":1,"positions":[{"vehicle_id":"fuzz-1","timestamp":"2024-04-13T10:30:00Z","location":{"latitude":40.7,"longitude":-74.0,"speed":10}}]}""",
        """{"seq":2,"positions":{"vehicle_id":"fuzz-2","timestamp":1713004200000,"latitude":1,"longitude":2}}""",
        """{"type":"ping"}""",
        """{"seq":3,"positions":[]}""",
    ];

    private static readonly string[] Values =
    [
        "null", "true", "-1", "1e400", "-0.0", "NaN", "1.5", "9223372036854775808", "\"\"", "\"\\u0000\"", "\"\\ud800\"", "[]", "{}", "[[[[]]]]",
        "\"' OR 1=1;--\"", "\"../../etc/passwd\"", "\"${jndi:ldap://x}\"", "\"<script>\"", "{\"$ref\":\"#\"}", "\"2024-13-45T99:99:99Z\"", "\"😀\"", "0x10", "1_000", "'x'",
    ];

    private readonly Random _random = new(seed);

    private readonly byte[][] _corpus =
    [
        .. (ingest ? Positions : [.. StreamingMessages.Taken.Concat(StreamingMessages.Refused).Select(v => v.Json)]).Select(Encoding.UTF8.GetBytes),
    ];

    /// <returns>The bytes, whether as text, and into how many frames.</returns>
    public (byte[] Bytes, bool Text, int Frames) Next()
    {
        var bytes = (byte[])_corpus[_random.Next(_corpus.Length)].Clone();
        for (var times = 1 + _random.Next(4); times > 0; times--)
            bytes = Bend(bytes);

        if (bytes.Length > MaxBytes)
            bytes = bytes[..MaxBytes];

        return (bytes, _random.Next(200) > 0, _random.Next(20) == 0 ? 1 + _random.Next(8) : 1);
    }

    private byte[] Bend(byte[] bytes) => _random.Next(16) switch
    {
        0 => bytes[.._random.Next(bytes.Length + 1)],
        1 => Insert(bytes, Encoding.UTF8.GetBytes(Values[_random.Next(Values.Length)])),
        2 or 3 or 4 => Replace(bytes),
        5 => Insert(bytes, [(byte)"{}[],:\"\\ "[_random.Next(9)]]),
        6 => Insert(bytes, Encoding.UTF8.GetBytes(new string('[', _random.Next(1, 80)))),
        7 => [.. bytes, .. bytes],
        8 => Twice(bytes),
        9 => Insert(bytes, Encoding.UTF8.GetBytes(new string((char)_random.Next('a', 'z'), _random.Next(1, 4_000)))),
        10 => _random.Next(20) == 0 ? Insert(bytes, new byte[_random.Next(60_000, MaxBytes)].Select(_ => (byte)' ').ToArray()) : bytes,
        11 => _random.Next(20) == 0 ? Insert(bytes, [(byte)_random.Next(128, 256)]) : bytes, // not UTF-8: closes
        12 => Swap(bytes),
        13 => Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(bytes).Replace("\"type\"", "\"t\\u0079pe\"", StringComparison.Ordinal)),
        14 => [0xEF, 0xBB, 0xBF, .. bytes],
        _ => Flip(bytes),
    };

    private byte[] Insert(byte[] bytes, byte[] what)
    {
        var at = _random.Next(bytes.Length + 1);
        return [.. bytes[..at], .. what, .. bytes[at..]];
    }

    /// <summary>The value after some colon.</summary>
    private byte[] Replace(byte[] bytes)
    {
        var colons = Enumerable.Range(0, bytes.Length).Where(i => bytes[i] == ':').ToArray();
        if (colons.Length == 0)
            return bytes;

        var from = colons[_random.Next(colons.Length)] + 1;
        var end = from;
        for (var depth = 0; end < bytes.Length && !(depth == 0 && bytes[end] is (byte)',' or (byte)'}' or (byte)']'); end++)
            depth += bytes[end] is (byte)'{' or (byte)'[' ? 1 : bytes[end] is (byte)'}' or (byte)']' ? -1 : 0;

        return [.. bytes[..from], .. Encoding.UTF8.GetBytes(Values[_random.Next(Values.Length)]), .. bytes[end..]];
    }

    /// <summary>A member given twice.</summary>
    private static byte[] Twice(byte[] bytes)
    {
        var text = Encoding.UTF8.GetString(bytes);
        var comma = text.IndexOf(',', StringComparison.Ordinal);
        return comma < 1 ? bytes : Encoding.UTF8.GetBytes(text[..comma] + "," + text[1..comma] + text[comma..]);
    }

    private byte[] Swap(byte[] bytes)
    {
        if (bytes.Length > 1)
        {
            var (a, b) = (_random.Next(bytes.Length), _random.Next(bytes.Length));
            (bytes[a], bytes[b]) = (bytes[b], bytes[a]);
        }

        return bytes;
    }

    private byte[] Flip(byte[] bytes)
    {
        if (bytes.Length > 0)
            bytes[_random.Next(bytes.Length)] ^= (byte)(1 << _random.Next(7)); // the eighth bit would mostly not be UTF-8

        return bytes;
    }
}
