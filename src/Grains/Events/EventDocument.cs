using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Fleet.Events;

/// <summary>
/// An event as one JSON object: channel, type, and every member by its snake_case name, absent where it is null. What webhooks are
/// sent and what workflows read their conditions and templates from. Pure.
/// </summary>
internal static class EventDocument
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DictionaryKeyPolicy = null,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower), new UtcTime(), new Nested() },
    };

    public static JsonObject Of(FleetEvent happened, (string Channel, string Type) words, ShardPosition? at = null)
    {
        ArgumentNullException.ThrowIfNull(happened);
        var all = (JsonObject)JsonSerializer.SerializeToNode(happened, happened.GetType(), Options)!;
        var document = new JsonObject { ["type"] = words.Type, ["channel"] = words.Channel };
        foreach (var name in new[] { "event_id", "organization_id", "timestamp", "vehicle_id", "driver_id", "trip_id" })
        {
            if (all.TryGetPropertyValue(name, out var value) && all.Remove(name))
                document[name] = value;
        }

        all.Remove("type");
        all.Remove("is_measurement");
        if (happened.Revision == 0)
            all.Remove("revision");

        foreach (var (name, value) in all.ToList())
        {
            all.Remove(name);
            document.TryAdd(name, value);
        }

        if (at is { } place)
            document["offset"] = new JsonObject { ["shard"] = place.Shard, ["epoch"] = place.Epoch, ["n"] = place.N };

        return document;
    }

    /// <summary>ISO-8601 in UTC with Z; milliseconds only where there are any.</summary>
    public static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFF'Z'", CultureInfo.InvariantCulture);

    /// <summary>A message's body by the Standard Webhooks scheme: type, timestamp, data.</summary>
    public static string Body(string type, DateTimeOffset at, JsonNode data) =>
        new JsonObject { ["type"] = type, ["timestamp"] = Time(at), ["data"] = data }.ToJsonString(Options);

    private sealed class UtcTime : JsonConverter<DateTimeOffset>
    {
        public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetDateTimeOffset();

        public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) => writer.WriteStringValue(Time(value));
    }

    /// <summary>An event within an event is written as what it is.</summary>
    private sealed class Nested : JsonConverter<FleetEvent>
    {
        public override bool CanConvert(Type typeToConvert) => typeToConvert == typeof(FleetEvent);

        public override FleetEvent Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => throw new NotSupportedException();

        public override void Write(Utf8JsonWriter writer, FleetEvent value, JsonSerializerOptions options) =>
            JsonSerializer.Serialize(writer, value, value.GetType(), options);
    }
}
