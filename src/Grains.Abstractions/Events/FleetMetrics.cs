using System.Collections.Immutable;

namespace Fleet.Events;

/// <summary>A shard's part of what the analytics channel tells. Sums, so that shards can be added.</summary>
[GenerateSerializer, Immutable, Alias("Fleet.FleetMetrics")]
public sealed record FleetMetrics
{
    /// <summary>S1's windows, minutes.</summary>
    public static readonly ImmutableArray<int> WindowMinutes = [5, 15, 60];

    /// <summary>Safety events that S1's trend looks at.</summary>
    public const int TrendEvents = 10;

    [Id(0)] public int TotalVehicles { get; init; }

    /// <summary>Vehicles heard of within five minutes that move, and the sum of their newest speeds, km/h.</summary>
    [Id(1)] public int MovingVehicles { get; init; }

    [Id(2)] public double MovingSpeedKmh { get; init; }

    /// <summary>Drivers that have a score, and the sum of their scores.</summary>
    [Id(3)] public int ScoredDrivers { get; init; }

    [Id(4)] public double SafetyScores { get; init; }

    /// <summary>Of the UTC day.</summary>
    [Id(5)] public FleetSums Today { get; init; }

    /// <summary>In the order of <see cref="WindowMinutes"/>.</summary>
    [Id(6)] public ImmutableArray<FleetWindow> Windows { get; init; } = [.. WindowMinutes.Select(m => new FleetWindow(m, default, 0))];

    /// <summary>The newest safety events, oldest first, at most <see cref="TrendEvents"/>.</summary>
    [Id(7)] public ImmutableArray<RiskAt> Recent { get; init; } = [];

    /// <summary>Sums are whole from here on: what happened before is out of the shard's memory. Null for all of it.</summary>
    [Id(8)] public DateTimeOffset? Since { get; init; }

    public static FleetMetrics Add(FleetMetrics a, FleetMetrics b)
    {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        return new FleetMetrics
        {
            TotalVehicles = a.TotalVehicles + b.TotalVehicles,
            MovingVehicles = a.MovingVehicles + b.MovingVehicles,
            MovingSpeedKmh = a.MovingSpeedKmh + b.MovingSpeedKmh,
            ScoredDrivers = a.ScoredDrivers + b.ScoredDrivers,
            SafetyScores = a.SafetyScores + b.SafetyScores,
            Today = a.Today + b.Today,
            Windows = [.. a.Windows.Zip(b.Windows, (x, y) => new FleetWindow(x.Minutes, x.Sums + y.Sums, x.ActiveVehicles + y.ActiveVehicles))],
            Recent = [.. a.Recent.Concat(b.Recent).OrderBy(r => r.At).TakeLast(TrendEvents)],
            Since = a.Since > b.Since || b.Since is null ? a.Since : b.Since,
        };
    }
}
