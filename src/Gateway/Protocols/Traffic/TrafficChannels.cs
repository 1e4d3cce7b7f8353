using System.Collections.Frozen;
using System.Numerics;
using Fleet.Gateway.Subscriptions;
using Fleet.Traffic;

namespace Fleet.Gateway.Protocols.Traffic;

/// <summary>S2's channels by name.</summary>
internal static class TrafficChannels
{
    public const string Flow = "traffic.flow";
    public const string Accidents = "accidents";
    public const string Congestion = "congestion";
    public const string Weather = "weather";
    public const string AirQuality = "air-quality";
    public const string Cameras = "cameras.status";
    public const string Alerts = "alerts";

    public static readonly (EventChannels Channel, string Name)[] All =
    [
        (EventChannels.TrafficFlow, Flow),
        (EventChannels.Accidents, Accidents),
        (EventChannels.Congestion, Congestion),
        (EventChannels.Weather, Weather),
        (EventChannels.AirQuality, AirQuality),
        (EventChannels.CameraStatus, Cameras),
        (EventChannels.TrafficAlerts, Alerts),
    ];

    private static readonly FrozenDictionary<string, EventChannels> ByName = All.ToFrozenDictionary(c => c.Name, c => c.Channel, StringComparer.Ordinal);

    public static string AllNames { get; } = string.Join(", ", All.Select(c => c.Name));

    public static bool TryFind(string name, out EventChannels channel) => ByName.TryGetValue(name, out channel);

    /// <summary>Of a single channel.</summary>
    public static string NameOf(EventChannels channel) => Array.Find(All, c => c.Channel == channel).Name;

    /// <summary>What a shard has for these channels.</summary>
    public static TrafficKinds KindsOf(EventChannels channels) =>
        (TrafficKinds)((int)(channels & EventChannels.OfTraffic) >> BitOperations.TrailingZeroCount((int)EventChannels.TrafficFlow));
}
