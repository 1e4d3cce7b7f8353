using Fleet.Gateway.Auth;
using Fleet.Geography;

namespace Fleet.Gateway.Subscriptions;

/// <summary>What a principal's permissions let through. It bounds every subscription, snapshot and replay of a session.</summary>
public sealed class Visibility
{
    private Visibility(IReadOnlySet<string>? vehicleIds, GeoBounds? bounds)
    {
        VehicleIds = vehicleIds;
        Bounds = bounds;
    }

    public static Visibility Everything { get; } = new(null, null);

    /// <summary>The only vehicles to be seen; null for all. An event of no vehicle is not seen by who sees only some.</summary>
    public IReadOnlySet<string>? VehicleIds { get; }

    /// <summary>The only area to be seen; null for everywhere. What has no place is not bounded by places.</summary>
    public GeoBounds? Bounds { get; }

    public bool IsEverything => VehicleIds is null && Bounds is null;

    public static Visibility Of(Principal principal)
    {
        var restrictions = principal.Permissions.VehicleRestrictions;
        return restrictions.IsDefaultOrEmpty && principal.Permissions.GeographicBounds is null
            ? Everything
            : new Visibility(
                restrictions.IsDefaultOrEmpty ? null : restrictions.ToHashSet(StringComparer.Ordinal),
                principal.Permissions.GeographicBounds);
    }

    /// <summary>For what is about no vehicle: places bound it, and who sees some vehicles only sees the same traffic as all.</summary>
    public static Visibility OfPlaces(Principal principal) =>
        principal.Permissions.GeographicBounds is { } bounds ? new Visibility(null, bounds) : Everything;

    /// <summary>The filter, with its vehicles cut down to those that may be seen.</summary>
    public SubscriptionFilter Narrow(SubscriptionFilter filter) =>
        VehicleIds is null ? filter
        : filter.VehicleIds is null ? filter with { VehicleIds = VehicleIds }
        : filter with { VehicleIds = filter.VehicleIds.Where(VehicleIds.Contains).ToHashSet(StringComparer.Ordinal) };

    public bool Allows(FeedEvent e) =>
        (VehicleIds is null || (e.VehicleId is not null && VehicleIds.Contains(e.VehicleId)))
        && (Bounds is not { } bounds || e.Place is not { } at || bounds.Contains(at.Latitude, at.Longitude));
}
