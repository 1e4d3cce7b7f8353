using System.Text.Json;

namespace Fleet.Devices.Streaming;

/// <summary>One message of /v1/streaming. Valid only while it is being handled.</summary>
public readonly record struct StreamMessage(string Type, JsonElement Root, ReadOnlyMemory<byte> Utf8)
{
    public string? Text(string name) =>
        Root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
