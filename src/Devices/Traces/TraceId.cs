using System.Buffers;

namespace Fleet.Devices.Traces;

/// <summary>Ids as the gateway takes them: 1 … 128 characters of A-Z a-z 0-9 _ . : -</summary>
internal static class TraceId
{
    private static readonly SearchValues<char> Allowed =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.:-");

    /// <summary>The text with every other character replaced by '_', so that "Truck 7" can be sent at all.</summary>
    public static string From(string text)
    {
        if (text.AsSpan().IndexOfAnyExcept(Allowed) < 0)
            return text;
        return string.Create(text.Length, text, static (span, source) =>
        {
            for (var i = 0; i < span.Length; i++)
                span[i] = Allowed.Contains(source[i]) ? source[i] : '_';
        });
    }
}
