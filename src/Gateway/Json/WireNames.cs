using System.Collections.Frozen;
using System.Text.Json;

namespace Fleet.Gateway.Json;

/// <summary>The snake_case spelling of an enumeration's members, both ways. Exact: <c>Admin</c> is not <c>admin</c>.</summary>
internal static class WireNames<T>
    where T : struct, Enum
{
    private static readonly FrozenDictionary<T, string> Names =
        Enum.GetValues<T>().ToFrozenDictionary(v => v, v => JsonNamingPolicy.SnakeCaseLower.ConvertName(v.ToString()));

    private static readonly FrozenDictionary<string, T> Values =
        Names.ToFrozenDictionary(p => p.Value, p => p.Key, StringComparer.Ordinal);

    /// <summary>All spellings, for messages.</summary>
    public static string All { get; } = string.Join(", ", Enum.GetValues<T>().Select(v => Names[v]));

    public static string Of(T value) => Names[value];

    public static bool TryRead(string text, out T value) => Values.TryGetValue(text, out value);
}
