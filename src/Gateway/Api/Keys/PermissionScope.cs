using Fleet.Geography;
using Fleet.Organizations;

namespace Fleet.Gateway.Api.Keys;

/// <summary>Nobody can give a key more than he has: a restricted admin's keys are restricted too.</summary>
internal static class PermissionScope
{
    public static bool IsWithin(this Permissions inner, Permissions outer) =>
        ChannelsWithin(inner, outer)
        && (outer.VehicleRestrictions.IsEmpty
            || (!inner.VehicleRestrictions.IsEmpty && inner.VehicleRestrictions.All(outer.VehicleRestrictions.Contains)))
        && (outer.GeographicBounds is not { } bounds
            || (inner.GeographicBounds is { } area && Within(area, bounds)));

    /// <summary>A channel is at least as closed as the giver's: read, admin_only, none.</summary>
    private static bool ChannelsWithin(Permissions inner, Permissions outer) =>
        outer.Channels.All(c => inner.Channels.GetValueOrDefault(c.Key, ChannelAccess.Read) >= c.Value);

    private static bool Within(GeoBounds area, GeoBounds bounds) =>
        bounds.Contains(area.Southwest.Latitude, area.Southwest.Longitude)
        && bounds.Contains(area.Northeast.Latitude, area.Northeast.Longitude)
        && Width(area) <= Width(bounds); // both corners may lie inside while the middle goes round the other way

    private static double Width(GeoBounds bounds)
    {
        var width = bounds.Northeast.Longitude - bounds.Southwest.Longitude;
        return width < 0 ? width + 360 : width;
    }
}
