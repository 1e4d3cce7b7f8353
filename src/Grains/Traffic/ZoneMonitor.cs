using System.Collections.Immutable;

namespace Fleet.Traffic;

/// <summary>
/// A zone's congestion. The travel time index (FHWA: travel time over free-flow travel time) is the mean of the sources'
/// own indices, a camera weighing as many vehicles as pass in a minute, a vehicle of the fleet one: Σ w·(vf ÷ v) ÷ Σ w,
/// so that it is a mean of travel times (Wardrop's space mean), not of speeds. Ratio = 1 ÷ index; severity = 1 − ratio;
/// delay = length ÷ free-flow speed × (index − 1).
/// </summary>
internal static class ZoneMonitor
{
    /// <summary>Changes smaller than these are not told, the level being the same.</summary>
    private const double SeverityStep = 0.05;
    private const double DelayStep = 1;

    /// <param name="flows">Fresh ones, of the zone's cameras and of those along its alternatives.</param>
    /// <param name="own">Which cameras are the zone's own.</param>
    /// <param name="fleetKmh">Speeds of the fleet's vehicles inside; empty where there are too few.</param>
    /// <param name="before">The level told last.</param>
    public static Congestion Judge(
        ZoneDefinition zone,
        IReadOnlyCollection<CameraFlow> flows,
        Func<CameraFlow, bool> own,
        IReadOnlyCollection<double> fleetKmh,
        CongestionLevel? before,
        DateTimeOffset at)
    {
        var mine = flows.Where(own).Where(f => IndexOf(f, zone.FreeFlowKmh) is not null).ToList();
        var weights = mine.Sum(Weight) + fleetKmh.Count;
        if (weights <= 0)
            return new Congestion { At = at };

        var times = mine.Sum(f => Weight(f) * IndexOf(f, zone.FreeFlowKmh)!.Value)
            + fleetKmh.Sum(speed => 1 / SpeedRatio.RatioOf(speed, zone.FreeFlowKmh, null)!.Value);
        var index = times / weights;
        var delay = DelayOf(zone.LengthKm, zone.FreeFlowKmh, index);
        var level = SpeedRatio.LevelOf(1 / index, before);
        return new Congestion
        {
            At = at,
            Level = level,
            Severity = Math.Round(1 - (1 / index), 2),
            AffectedRoads = RoadsOf(zone, mine, level),
            DelayMinutes = Math.Round(delay, 1),
            Alternatives = AlternativesOf(zone, flows, delay),
            TravelTimeIndex = Math.Round(index, 2),
            Cameras = mine.Count,
            Vehicles = fleetKmh.Count,
        };
    }

    /// <summary>Whether subscribers should hear of it.</summary>
    /// <param name="due">The period since the last word is over.</param>
    public static bool IsWorthTelling(Congestion told, Congestion now, bool due) =>
        told.Level != now.Level
        || (due && (Math.Abs((told.Severity ?? 0) - (now.Severity ?? 0)) >= SeverityStep
            || Math.Abs((told.DelayMinutes ?? 0) - (now.DelayMinutes ?? 0)) >= DelayStep
            || !told.AffectedRoads.SequenceEqual(now.AffectedRoads)));

    private static double Weight(CameraFlow flow) => Math.Max(1, flow.VehiclesPerMinute);

    private static double? IndexOf(CameraFlow flow, double freeFlowKmh) =>
        SpeedRatio.RatioOf(flow.SpeedKmh, flow.FreeFlowKmh ?? freeFlowKmh, flow.Occupancy) is { } ratio ? 1 / ratio : null;

    private static double DelayOf(double lengthKm, double freeFlowKmh, double index) => lengthKm / freeFlowKmh * 60 * (index - 1);

    /// <summary>The roads of the cameras that see more than a little; of a zone whose cameras name no road all of its own.</summary>
    private static ImmutableArray<string> RoadsOf(ZoneDefinition zone, List<CameraFlow> flows, CongestionLevel level)
    {
        if (level == CongestionLevel.Low)
            return [];

        var slow = flows
            .Where(f => f.Road is not null && SpeedRatio.LevelOf(1 / IndexOf(f, zone.FreeFlowKmh)!.Value) != CongestionLevel.Low)
            .Select(f => f.Road!).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToImmutableArray();
        return slow.IsEmpty ? zone.Roads : slow;
    }

    /// <summary>The delay of another way: its travel time now less the zone's own at free flow.</summary>
    private static ImmutableArray<AlternativeDelay> AlternativesOf(ZoneDefinition zone, IReadOnlyCollection<CameraFlow> flows, double delay)
    {
        var found = new List<AlternativeDelay>();
        foreach (var route in zone.Alternatives)
        {
            var along = flows.Where(f => route.CameraIds.Contains(f.CameraId) && IndexOf(f, route.FreeFlowKmh) is not null).ToList();
            if (along.Count == 0)
                continue;

            var index = along.Sum(f => Weight(f) * IndexOf(f, route.FreeFlowKmh)!.Value) / along.Sum(Weight);
            var minutes = (route.LengthKm / route.FreeFlowKmh * 60 * index) - (zone.LengthKm / zone.FreeFlowKmh * 60);
            if (minutes < delay)
                found.Add(new AlternativeDelay(route.Route, Math.Round(Math.Max(0, minutes), 1)));
        }

        return [.. found.OrderBy(a => a.DelayMinutes)];
    }
}
