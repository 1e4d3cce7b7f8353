using System.Globalization;
using System.Text;

namespace Fleet.Gateway.Subscriptions;

/// <summary>What a subscriber wants of the fleet status. Equal needs share one computation.</summary>
/// <param name="Scope">Which vehicles, spelled out; empty for all.</param>
internal sealed record FleetNeed(string OrganizationId, UpdateFrequency Frequency, bool IncludeInactive, string Scope)
{
    public TimeSpan Period => Frequency switch
    {
        UpdateFrequency.High => TimeSpan.FromSeconds(10),
        UpdateFrequency.Medium => TimeSpan.FromSeconds(30),
        _ => TimeSpan.FromSeconds(60),
    };

    public static FleetNeed Of(Subscription subscription) => new(
        subscription.Subscriber.OrganizationId,
        subscription.Filter.Frequency ?? UpdateFrequency.Medium,
        subscription.Filter.IncludeInactive,
        ScopeOf(subscription));

    private static string ScopeOf(Subscription subscription)
    {
        var (filter, seen) = (subscription.Filter, subscription.Visibility);
        var text = new StringBuilder();
        Append("v", filter.VehicleIds);
        Append("d", filter.DriverIds);
        Append("t", filter.TripIds);
        if (filter.Bounds is not null || seen.Bounds is not null)
        {
            text.Append(CultureInfo.InvariantCulture, $"|{filter.Bounds}|{seen.Bounds}");
        }

        return text.ToString();

        void Append(string name, IReadOnlySet<string>? ids)
        {
            if (ids is not null)
            {
                text.Append(name).Append('=').AppendJoin(',', ids.Order(StringComparer.Ordinal)).Append(';');
            }
        }
    }
}
