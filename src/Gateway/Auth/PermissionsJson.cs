using System.Collections.Immutable;
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
}
