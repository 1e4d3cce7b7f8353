using Fleet.Organizations;

namespace Fleet.Gateway.Api.Keys;

/// <summary>S0's permissions object.</summary>
public sealed record PermissionsView(
    IReadOnlyDictionary<string, ChannelAccess>? Channels,
    PermissionFiltersView? Filters)
{
    internal static PermissionsView Of(Permissions permissions) => new(
        permissions.Channels,
        new PermissionFiltersView(
            OrganizationScope: true,
            permissions.VehicleRestrictions,
            permissions.GeographicBounds is { } bounds
                ? new BoundsView(true, CornerView.Of(bounds.Southwest), CornerView.Of(bounds.Northeast))
                : null));
}
