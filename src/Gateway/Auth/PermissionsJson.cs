using System.Collections.Immutable;
using System.Text.Json;
using Fleet.Gateway.Json;
using Fleet.Geography;
using Fleet.Organizations;

namespace Fleet.Gateway.Auth;

/// <summary>
/// S0's permissions object, in tokens and in the body of a new API key. <c>organization_scope</c> is accepted and
/// changes nothing: a principal is always confined to its organization.
/// </summary>
internal static class PermissionsJson
{
    public const int MaxChannels = 64;
    public const int MaxVehicles = 10_000;

    public static Permissions Read(JsonFields parent, string name)
    {
        if (parent.Object(name) is not { } fields)
            return new Permissions();

        var filters = fields.Object("filters");
        filters?.Flag("organization_scope");
        return new Permissions
        {
            Channels = ReadChannels(fields.Object("channels")),
            VehicleRestrictions = [.. filters?.Ids("vehicle_restrictions", MaxVehicles) ?? []],
            GeographicBounds = ReadBounds(filters?.Object("geographic_bounds")),
        };
    }

    public static void Write(Utf8JsonWriter writer, Permissions permissions)
    {
        writer.WriteStartObject();
        writer.WriteStartObject("channels");
        foreach (var (channel, access) in permissions.Channels.OrderBy(c => c.Key, StringComparer.Ordinal))
            writer.WriteString(channel, WireNames<ChannelAccess>.Of(access));
        writer.WriteEndObject();

        writer.WriteStartObject("filters");
        writer.WriteBoolean("organization_scope", true);
        writer.WriteStartArray("vehicle_restrictions");
        foreach (var vehicle in permissions.VehicleRestrictions)
            writer.WriteStringValue(vehicle);
        writer.WriteEndArray();
        if (permissions.GeographicBounds is { } bounds)
        {
            writer.WriteStartObject("geographic_bounds");
            writer.WriteBoolean("enabled", true);
            WriteCorner(writer, "southwest", bounds.Southwest);
            WriteCorner(writer, "northeast", bounds.Northeast);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static ImmutableDictionary<string, ChannelAccess> ReadChannels(JsonFields? fields)
    {
        var channels = ImmutableDictionary.CreateBuilder<string, ChannelAccess>(StringComparer.Ordinal);
        foreach (var channel in fields?.Names ?? [])
        {
            if (channels.Count == MaxChannels)
            {
                fields!.Fail(channel, FieldErrorCode.Range, $"there may be at most {MaxChannels} channels");
                break;
            }

            if (fields!.Choice<ChannelAccess>(channel, required: true) is { } access)
                channels.Add(channel, access);
        }

        return channels.ToImmutable();
    }

    /// <summary>A restriction that cannot be understood is an error, never "no restriction".</summary>
    private static GeoBounds? ReadBounds(JsonFields? fields)
    {
        if (fields is null || fields.Flag("enabled") == false)
            return null;

        var southwest = ReadCorner(fields, "southwest");
        var northeast = ReadCorner(fields, "northeast");
        if (southwest.Latitude > northeast.Latitude)
            fields.Fail("southwest", FieldErrorCode.Conflict, "must not be north of northeast");

        return new GeoBounds(southwest, northeast);
    }

    private static GeoPoint ReadCorner(JsonFields fields, string name)
    {
        var corner = fields.Object(name, required: true);
        return new GeoPoint(
            corner?.Number("lat", -90, 90, required: true) ?? 0,
            corner?.Number("lng", -180, 180, required: true) ?? 0);
    }

    private static void WriteCorner(Utf8JsonWriter writer, string name, GeoPoint corner)
    {
        writer.WriteStartObject(name);
        writer.WriteNumber("lat", corner.Latitude);
        writer.WriteNumber("lng", corner.Longitude);
        writer.WriteEndObject();
    }
}
