using System.Collections.Immutable;

namespace Fleet.Reviews;

/// <summary>Events whose rule can be run again over stored positions, besides custom events.</summary>
public static class ReviewedEvents
{
    public static ImmutableArray<string> Safety { get; } =
        ["harsh_braking", "harsh_acceleration", "harsh_cornering", "speeding", "idling", "low_fuel"];

    public static ImmutableArray<string> Fences { get; } = ["geofence_entry", "geofence_exit"];

    public static ImmutableArray<string> Trips { get; } = ["trip_started", "trip_paused", "trip_completed"];
}
