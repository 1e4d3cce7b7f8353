using Fleet.Geography;
using Fleet.Organizations;

namespace Fleet.Gateway.Auth;

/// <summary>What a principal's role and permissions come to. Used by every door, so that all say the same.</summary>
public static class PrincipalAccess
{
    /// <summary>Whether the role is at least this one: viewer &lt; operator &lt; admin.</summary>
    public static bool Has(this Principal principal, Role role) => principal.Role >= role;

    public static bool MayRead(this Principal principal, string channel) =>
        principal.Permissions.Channels.GetValueOrDefault(channel, ChannelAccess.Read) switch
        {
            ChannelAccess.Read => true,
            ChannelAccess.AdminOnly => principal.Role == Role.Admin,
            _ => false,
        };

    public static bool MayTouchVehicle(this Principal principal, string vehicleId) =>
        principal.Permissions.VehicleRestrictions.IsEmpty
        || principal.Permissions.VehicleRestrictions.Contains(vehicleId, StringComparer.Ordinal);

    /// <summary>Whether something at this place may be shown. What has no place is not bounded by places.</summary>
    public static bool MaySee(this Principal principal, GeoPoint? place) =>
        principal.Permissions.GeographicBounds is not { } bounds
        || place is not { } point
        || bounds.Contains(point.Latitude, point.Longitude);
}
