using System.Collections.Concurrent;
using System.IO.Compression;
using System.Text;
using System.Text.Json;

namespace Fleet.Bench.Fuzz;

/// <summary>What the server answered, judged: each is a message that it knows, and none says what it must not.</summary>
/// <param name="secrets">No answer may have one of these in it.</param>
public sealed class Answers(IReadOnlyCollection<string> secrets)
{
    private const int MaxKept = 20;

    /// <summary>How code and its failures look. No message that is sent has any of it.</summary>
    private static readonly string[] Insides = ["   at ", "Exception", "StackTrace", ".cs:line", "System.", "Fleet.", "Orleans", "Npgsql", "/work/", "/src/"];

    private static readonly HashSet<string> Types = new(StringComparer.Ordinal)
    {
        "authentication_failed", "authorization_failed", "invalid_message", "invalid_subscription", "rate_limit_exceeded", "connection_timeout", "internal_error",
    };

    private readonly ConcurrentQueue<string> _wrong = new();
    private readonly ConcurrentDictionary<string, int> _counts = new(StringComparer.Ordinal);

    public IReadOnlyCollection<string> Wrong => _wrong;

    /// <summary>By type, errors by type and code; closes by code.</summary>
    public IReadOnlyDictionary<string, int> Counts => _counts;

    public void Closed(int? code) => Count($"close {code?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "without a word"}");

    /// <returns>The message's type; null where it is none.</returns>
    public string? Take(ReadOnlySpan<byte> bytes, bool text)
    {
        var words = Encoding.UTF8.GetString(text ? bytes : Unpacked(bytes.ToArray()));
        foreach (var forbidden in Insides.Concat(secrets).Where(i => words.Contains(i, StringComparison.Ordinal)))
            Complain($"says {forbidden}", words);

        try
        {
            using var message = JsonDocument.Parse(words);
            var type = message.RootElement.GetProperty("type").GetString()!;
            if (type != "error")
            {
                Count(type);
                return type;
            }

            var error = message.RootElement.GetProperty("error");
            var kind = error.GetProperty("type").GetString()!;
            Count($"error {kind} {error.GetProperty("code").GetString()}");
            if (!Types.Contains(kind) || kind == "internal_error")
                Complain("is no error of the sender", words);

            return type;
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            Complain("is no message", words);
            return null;
        }
    }

    public void Complain(string what, string words)
    {
        Count("wrong");
        if (_wrong.Count < MaxKept)
            _wrong.Enqueue($"{what}: {words[..Math.Min(400, words.Length)]}");
    }

    private void Count(string what) => _counts.AddOrUpdate(what, 1, static (_, n) => n + 1);

    private static byte[] Unpacked(byte[] bytes)
    {
        using var into = new MemoryStream();
        using var gzip = new GZipStream(new MemoryStream(bytes), CompressionMode.Decompress);
        gzip.CopyTo(into);
        return into.ToArray();
    }
}
