using System.Text.Json;

namespace Fleet.EndToEnd;

/// <summary>The leaves of a JSON value by the way to them; the elements of an array share theirs.</summary>
internal static class JsonPaths
{
    /// <summary>For example (<c>vehicles[].last_location.latitude</c>, 40.7).</summary>
    public static IEnumerable<(string Path, JsonElement Value)> Leaves(JsonElement value, string path = "") => value.ValueKind switch
    {
        JsonValueKind.Object => value.EnumerateObject().SelectMany(p => Leaves(p.Value, path.Length == 0 ? p.Name : path + "." + p.Name)),
        JsonValueKind.Array => value.EnumerateArray().SelectMany(e => Leaves(e, path + "[]")),
        _ => [(path, value)],
    };

    /// <summary>What of a sample a message lacks, or has with another type.</summary>
    public static List<string> Missing(JsonElement sample, JsonElement message)
    {
        var there = Leaves(message).Select(l => (l.Path, Kind: KindOf(l.Value))).ToHashSet();
        return [.. Leaves(sample).Select(l => (l.Path, Kind: KindOf(l.Value))).Distinct().Where(l => !there.Contains(l)).Select(l => $"{l.Path} ({l.Kind})")];
    }

    private static string KindOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.True or JsonValueKind.False => "boolean",
        JsonValueKind.String when value.TryGetDateTimeOffset(out _) => "time",
        var kind => kind.ToString(),
    };
}
