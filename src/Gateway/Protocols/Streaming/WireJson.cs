using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Fleet.Events;
using Fleet.Gateway.Subscriptions;
using Fleet.Geography;

namespace Fleet.Gateway.Protocols.Streaming;

/// <summary>
/// Spellings that all messages share. What is unknown is left out; a number that is none is unknown.
/// </summary>
internal static class WireJson
{
    private const int SecondsLength = 19;

    /// <summary>ISO-8601 in UTC with Z; milliseconds only where there are any, as in S0's samples.</summary>
    public static void WriteTime(this Utf8JsonWriter writer, ReadOnlySpan<byte> name, DateTimeOffset time)
    {
        Span<byte> text = stackalloc byte[SecondsLength + 5];
        writer.WriteString(name, text[..Format(time, text)]);
    }

    public static void WriteTimeValue(this Utf8JsonWriter writer, DateTimeOffset time)
    {
        Span<byte> text = stackalloc byte[SecondsLength + 5];
        writer.WriteStringValue(text[..Format(time, text)]);
    }

    public static void WriteKnown(this Utf8JsonWriter writer, ReadOnlySpan<byte> name, string? value)
    {
        if (value is not null)
        {
            writer.WriteString(name, value);
        }
    }

    public static void WriteKnown(this Utf8JsonWriter writer, ReadOnlySpan<byte> name, double? value)
    {
        if (value is { } number && double.IsFinite(number))
        {
            writer.WriteNumber(name, number);
        }
    }

    public static void WriteIds(this Utf8JsonWriter writer, FleetEvent e)
    {
        writer.WriteKnown("trip_id"u8, e.TripId);
        writer.WriteKnown("vehicle_id"u8, e.VehicleId);
        writer.WriteKnown("driver_id"u8, e.DriverId);
    }

    public static void WriteOffset(this Utf8JsonWriter writer, ShardPosition at)
    {
        writer.WriteStartObject("offset"u8);
        writer.WritePosition(at);
        writer.WriteEndObject();
    }

    /// <summary>An event out of a snapshot has no place in the line. What late positions brought says which revision of its trip it is of, one of a replay whose.</summary>
    public static void WriteOffsetOf(this Utf8JsonWriter writer, FeedEvent e)
    {
        if (e.Position.N > 0)
        {
            writer.WriteOffset(e.Position);
        }

        if (e.Event is { Revision: > 0 } and not EventSuperseded)
        {
            writer.WriteNumber("revision"u8, e.Event.Revision);
        }

        if (e.ReplayOf is not null)
        {
            writer.WriteBoolean("replay"u8, true);
            writer.WriteString("subscription_id"u8, e.ReplayOf);
        }
    }

    public static void WritePosition(this Utf8JsonWriter writer, ShardPosition at)
    {
        writer.WriteNumber("shard"u8, at.Shard);
        writer.WriteString("epoch"u8, at.Epoch);
        writer.WriteNumber("n"u8, at.N);
    }

    public static void WritePlace(this Utf8JsonWriter writer, ReadOnlySpan<byte> name, GeoPoint? place, string? address = null)
    {
        if (place is { } at)
        {
            writer.WriteStartObject(name);
            writer.WriteKnown("latitude"u8, at.Latitude);
            writer.WriteKnown("longitude"u8, at.Longitude);
            writer.WriteKnown("address"u8, address);
            writer.WriteEndObject();
        }
    }

    /// <summary>In the order of their names: the same event is the same bytes everywhere.</summary>
    public static void WriteNumbers(this Utf8JsonWriter writer, ImmutableDictionary<string, double> numbers)
    {
        foreach (var (name, value) in numbers.OrderBy(n => n.Key, StringComparer.Ordinal))
        {
            if (double.IsFinite(value))
            {
                writer.WriteNumber(name, value);
            }
        }
    }

    public static void WriteTexts(this Utf8JsonWriter writer, ReadOnlySpan<byte> name, IEnumerable<string> texts)
    {
        writer.WriteStartArray(name);
        foreach (var text in texts)
        {
            writer.WriteStringValue(text);
        }

        writer.WriteEndArray();
    }

    /// <summary>The rule, the thresholds in force and the positions an event was drawn from.</summary>
    public static void WriteWhy(this Utf8JsonWriter writer, Provenance? why)
    {
        if (why is null)
        {
            return;
        }

        writer.WriteStartObject("why"u8);
        writer.WriteString("rule"u8, why.Rule);
        writer.WriteNumber("rule_version"u8, why.RuleVersion);
        writer.WriteStartObject("thresholds"u8);
        writer.WriteNumbers(why.Thresholds);
        writer.WriteEndObject();
        writer.WriteStartArray("positions"u8);
        foreach (var position in why.Positions)
        {
            writer.WriteTimeValue(position);
        }

        writer.WriteEndArray();
        writer.WriteKnown("road"u8, why.Road);
        writer.WriteEndObject();
    }

    private static int Format(DateTimeOffset time, Span<byte> text)
    {
        var format = time.Ticks % TimeSpan.TicksPerSecond / TimeSpan.TicksPerMillisecond == 0
            ? "yyyy-MM-dd'T'HH:mm:ss'Z'"
            : "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";
        time.UtcDateTime.TryFormat(text, out var written, format, CultureInfo.InvariantCulture);
        return written;
    }
}
