namespace Fleet.Gateway.Api.Keys;

/// <param name="OrganizationScope">Always true: nothing ever leaves its organization.</param>
/// <param name="VehicleRestrictions">The only vehicles to be seen; empty for all.</param>
public sealed record PermissionFiltersView(
    bool? OrganizationScope, IReadOnlyList<string>? VehicleRestrictions, BoundsView? GeographicBounds);
