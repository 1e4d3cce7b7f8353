using System.Text.Json;

namespace Fleet.Devices.Gateway;

/// <summary>The gateway's answer for one position.</summary>
/// <param name="Status">accepted, duplicate, late or refused.</param>
/// <param name="Error">Of a refused one: the field and what is wrong with it.</param>
public readonly record struct PointResult(string Status, string? Error)
{
    /// <exception cref="GatewayException">The answer has not exactly one result per position.</exception>
    internal static PointResult[] Decode(byte[] body, int count)
    {
        var results = new PointResult[count];
        try
        {
            using var json = JsonDocument.Parse(body);
            var items = json.RootElement.GetProperty("results");
            foreach (var item in items.EnumerateArray())
            {
                var error = item.TryGetProperty("error", out var detail) && detail.ValueKind == JsonValueKind.Object
                    ? $"{Text(detail, "field")}: {Text(detail, "message")}"
                    : null;
                results[item.GetProperty("index").GetInt32()] = new PointResult(item.GetProperty("status").GetString() ?? "", error);
            }
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException or KeyNotFoundException or IndexOutOfRangeException)
        {
            throw new GatewayException($"the gateway's answer is not the one of /v1/locations: {broken.Message}");
        }

        return Array.TrueForAll(results, r => !string.IsNullOrEmpty(r.Status))
            ? results
            : throw new GatewayException("the gateway's answer leaves positions out");
    }

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) ? value.ToString() : null;
}
