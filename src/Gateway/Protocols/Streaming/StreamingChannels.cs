using System.Collections.Frozen;
using Fleet.Gateway.Subscriptions;

namespace Fleet.Gateway.Protocols.Streaming;

/// <summary>S0's and S1's channels by name.</summary>
internal static class StreamingChannels
{
    public const string FleetOverview = "fleet_overview";

    public const string Analytics = "analytics";

    public static readonly (EventChannels Channel, string Name)[] OfShards =
    [
        (EventChannels.Locations, "locations"),
        (EventChannels.TripUpdates, "trip_updates"),
        (EventChannels.SafetyEvents, "safety_events"),
        (EventChannels.DriverPerformance, "driver_performance"),
        (EventChannels.DriverCompliance, "driver_compliance"),
        (EventChannels.CustomEvents, "custom_events"),
        (EventChannels.Alerts, "alerts"),
    ];

    private static readonly (EventChannels Channel, string Name)[] All = [.. OfShards, (EventChannels.FleetOverview, FleetOverview), (EventChannels.Analytics, Analytics)];

    private static readonly FrozenDictionary<string, EventChannels> ByName =
        All.ToFrozenDictionary(c => c.Name, c => c.Channel, StringComparer.Ordinal);

    public static string AllNames { get; } = string.Join(", ", All.Select(c => c.Name));

    public static bool TryFind(string name, out EventChannels channel) => ByName.TryGetValue(name, out channel);

    public static IEnumerable<string> NamesOf(EventChannels channels) =>
        All.Where(c => (channels & c.Channel) != 0).Select(c => c.Name);
}
