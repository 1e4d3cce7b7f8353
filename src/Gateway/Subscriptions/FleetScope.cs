using Fleet.Events;

namespace Fleet.Gateway.Subscriptions;

/// <summary>The part of the fleet that a subscription wants and may see: by vehicle, driver, trip and area, whatever else it filters.</summary>
internal sealed class FleetScope(Subscription subscription)
{
    private readonly SubscriptionFilter _filter = new()
    {
        VehicleIds = subscription.Filter.VehicleIds,
        DriverIds = subscription.Filter.DriverIds,
        TripIds = subscription.Filter.TripIds,
        Bounds = subscription.Filter.Bounds,
    };

    public bool IsAll => subscription.Visibility.IsEverything && _filter == SubscriptionFilter.All;

    public bool Shows(FleetEvent happened)
    {
        var e = new FeedEvent(happened, default);
        return _filter.Matches(e) && subscription.Visibility.Allows(e);
    }
}
