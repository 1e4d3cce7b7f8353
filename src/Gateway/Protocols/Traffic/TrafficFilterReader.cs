using System.Text.Json;
using Fleet.Gateway.Json;
using Fleet.Gateway.Subscriptions;
using Fleet.Traffic;

namespace Fleet.Gateway.Protocols.Traffic;

/// <summary>
/// Reads <c>filters</c>. One that does not exist, or that the channel does not know, is an error: dropping it would send
/// more than was asked for. A list may be given as a single value.
/// </summary>
internal sealed class TrafficFilterReader(int maxIds)
{
    private const int MaxValues = 16;
    private const EventChannels OfCameras = EventChannels.TrafficFlow | EventChannels.CameraStatus | EventChannels.Accidents;

    /// <summary>Which channels know which filter. docs/traffic.md has this table; a test compares.</summary>
    internal static readonly IReadOnlyDictionary<string, EventChannels> Known = new Dictionary<string, EventChannels>(StringComparer.Ordinal)
    {
        ["cameras"] = OfCameras,
        ["zones"] = EventChannels.OfTraffic,
        ["severity"] = EventChannels.Accidents | EventChannels.Congestion | EventChannels.Weather,
        ["alerts_only"] = EventChannels.Weather,
        ["priority"] = EventChannels.TrafficAlerts,
        ["category"] = EventChannels.TrafficAlerts,
    };

    /// <summary>Null for everything.</summary>
    public TrafficFilter? Read(JsonFields message, EventChannels channel)
    {
        if (message.Object("filters") is not { } fields)
            return null;

        foreach (var name in fields.Names)
        {
            if (!Known.TryGetValue(name, out var knownTo))
                fields.Fail(Identifier.Shorten(name), FieldErrorCode.Unknown, "is not a filter");
            else if ((knownTo & channel) == 0)
                fields.Fail(name, FieldErrorCode.Conflict, "belongs to " + string.Join(", ", TrafficChannels.All.Where(c => (c.Channel & knownTo) != 0).Select(c => c.Name)));
        }

        if (fields.Errors.Any)
            return null;

        return new TrafficFilter
        {
            CameraIds = Ids(fields, "cameras"),
            ZoneIds = Ids(fields, "zones"),
            Accidents = channel == EventChannels.Accidents ? Choices<AccidentSeverity>(fields, "severity") : null,
            Levels = channel == EventChannels.Congestion ? Choices<CongestionLevel>(fields, "severity") : null,
            Warnings = channel == EventChannels.Weather ? Choices<WeatherAlertSeverity>(fields, "severity") : null,
            AlertsOnly = fields.Flag("alerts_only") ?? false,
            Priorities = Choices<TrafficAlertPriority>(fields, "priority"),
            Categories = Choices<TrafficAlertCategory>(fields, "category"),
        };
    }

    /// <summary>As <see cref="Read"/> takes it.</summary>
    public static void Write(Utf8JsonWriter writer, TrafficFilter? filter)
    {
        writer.WriteStartObject();
        if (filter is not null)
        {
            WriteSet(writer, "cameras"u8, filter.CameraIds?.Order(StringComparer.Ordinal));
            WriteSet(writer, "zones"u8, filter.ZoneIds?.Order(StringComparer.Ordinal));
            WriteSet(writer, "severity"u8, filter.Accidents?.Order().Select(WireNames<AccidentSeverity>.Of)
                ?? filter.Levels?.Order().Select(WireNames<CongestionLevel>.Of)
                ?? filter.Warnings?.Order().Select(WireNames<WeatherAlertSeverity>.Of));
            if (filter.AlertsOnly)
                writer.WriteBoolean("alerts_only"u8, true);

            WriteSet(writer, "priority"u8, filter.Priorities?.Order().Select(WireNames<TrafficAlertPriority>.Of));
            WriteSet(writer, "category"u8, filter.Categories?.Order().Select(WireNames<TrafficAlertCategory>.Of));
        }

        writer.WriteEndObject();
    }

    private static void WriteSet(Utf8JsonWriter writer, ReadOnlySpan<byte> name, IEnumerable<string>? values)
    {
        if (values is null)
            return;

        writer.WriteStartArray(name);
        foreach (var value in values)
        {
            writer.WriteStringValue(value);
        }

        writer.WriteEndArray();
    }

    private HashSet<string>? Ids(JsonFields fields, string name)
    {
        if (fields.KindOf(name) == JsonValueKind.String)
            return fields.Id(name) is { } single ? [single] : null;

        return Filled(fields, name, fields.Ids(name, maxIds))?.ToHashSet(StringComparer.Ordinal);
    }

    private static HashSet<T>? Choices<T>(JsonFields fields, string name)
        where T : struct, Enum
    {
        var texts = fields.KindOf(name) == JsonValueKind.String
            ? fields.Text(name, Identifier.MaxLength) is { } single ? [single] : null
            : Filled(fields, name, fields.Texts(name, MaxValues, Identifier.MaxLength));
        if (texts is null)
            return null;

        var choices = new HashSet<T>();
        for (var i = 0; i < texts.Count; i++)
        {
            if (WireNames<T>.TryRead(texts[i], out var choice))
                choices.Add(choice);
            else
                fields.Errors.Add($"{fields.PathOf(name)}[{i}]", FieldErrorCode.Unknown, "must be one of " + WireNames<T>.All);
        }

        return choices;
    }

    /// <summary>An empty list matches nothing and is refused.</summary>
    private static IReadOnlyList<string>? Filled(JsonFields fields, string name, IReadOnlyList<string>? values)
    {
        if (values is { Count: 0 } && !fields.Errors.Any)
            fields.Fail(name, FieldErrorCode.Range, "must name at least one");

        return values;
    }
}
