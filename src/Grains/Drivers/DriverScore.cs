using System.Collections.Immutable;
using Fleet.Events;
using Fleet.Safety;

namespace Fleet.Drivers;

/// <summary>
/// Safety score 0 … 100: 100 less one point per weighted event per 100 km, less the percentage of driving time spent
/// speeding. docs/driver-score.md has the sources and says which numbers are our own judgement. Pure.
/// </summary>
public static class DriverScore
{
    /// <summary>Kilometres that every driver is taken to have driven without event: early scores are not thrown about by one event.</summary>
    public const double PriorKm = 50;

    /// <summary>The same for time, seconds.</summary>
    public const double PriorSeconds = 3600;

    /// <summary>After so many kilometres what was before counts half.</summary>
    public const double HalfLifeKm = 500;

    public const int RuleVersion = 1;

    /// <summary>Types of events that count, in ordinal order: so that every process comes to the same sum.</summary>
    private static readonly string[] Counted = ["harsh_acceleration", "harsh_braking", "harsh_cornering", "phone_usage"];

    /// <summary>What a measure rests on: the score's constants, and the newest position or event that it counts.</summary>
    public static Provenance Why(DateTimeOffset until) => new()
    {
        Rule = "driver_performance.score",
        RuleVersion = RuleVersion,
        Thresholds = ImmutableDictionary<string, double>.Empty.Add("prior_km", PriorKm).Add("prior_seconds", PriorSeconds).Add("half_life_km", HalfLifeKm),
        Positions = [until],
    };

    public static double Weight(Severity severity) => severity switch
    {
        Severity.Low => 1,
        Severity.Medium => 2,
        Severity.High => 4,
        _ => 8,
    };

    /// <summary>Fades what was by the way driven since, then adds what is new. Fading twice by a part is not fading once: call it where the positions say.</summary>
    public static ScoreSums Drive(ScoreSums sums, DrivenSums driven)
    {
        ArgumentNullException.ThrowIfNull(sums);
        ArgumentNullException.ThrowIfNull(driven);
        var kept = Math.Pow(2, -driven.DistanceKm / HalfLifeKm);
        var weights = sums.Weights;
        if (driven.DistanceKm > 0)
        {
            foreach (var (type, weight) in sums.Weights)
            {
                weights = weight * kept < 0.001 ? weights.Remove(type) : weights.SetItem(type, weight * kept);
            }
        }

        return new ScoreSums
        {
            DistanceKm = (sums.DistanceKm * kept) + driven.DistanceKm,
            DrivingSeconds = (sums.DrivingSeconds * kept) + driven.DrivingSeconds,
            SpeedingSeconds = (sums.SpeedingSeconds * kept) + driven.SpeedingSeconds,
            Weights = weights,
        };
    }

    /// <summary>Adds an event's weight. Speeding counts by its time; counting its event as well would count it twice.</summary>
    public static ScoreSums Add(ScoreSums sums, string type, double weight)
    {
        ArgumentNullException.ThrowIfNull(sums);
        return Counted.Contains(type)
            ? sums with { Weights = sums.Weights.SetItem(type, sums.Weights.GetValueOrDefault(type) + weight) }
            : sums;
    }

    public static double Of(ScoreSums sums)
    {
        ArgumentNullException.ThrowIfNull(sums);
        var lost = SpeedingPoints(sums);
        foreach (var type in Counted)
        {
            lost += EventPoints(sums, sums.Weights.GetValueOrDefault(type));
        }

        return Math.Clamp(100 - lost, 0, 100);
    }

    /// <summary>What costs at least one point, the costliest first, by S0's names.</summary>
    public static ImmutableArray<string> ImprovementAreas(ScoreSums sums)
    {
        ArgumentNullException.ThrowIfNull(sums);
        List<(string Name, double Points)>? areas = null; // most drivers have none, and every report asks
        if (SpeedingPoints(sums) is >= 1 and var speeding)
            areas = [(Area("speeding"), speeding)];

        foreach (var type in Counted)
        {
            if (EventPoints(sums, sums.Weights.GetValueOrDefault(type)) is >= 1 and var points)
                (areas ??= []).Add((Area(type), points));
        }

        return areas is null ? [] : [.. areas.OrderByDescending(a => a.Points).ThenBy(a => a.Name, StringComparer.Ordinal).Select(a => a.Name)];
    }

    /// <summary>The area that an event which counts belongs to.</summary>
    private static string Area(string type) => type switch
    {
        "harsh_braking" => "smooth_braking",
        "harsh_acceleration" => "acceleration_control",
        "harsh_cornering" => "cornering_control",
        "speeding" => "speed_compliance",
        _ => "phone_distraction",
    };

    private static double EventPoints(ScoreSums sums, double weight) => weight / (sums.DistanceKm + PriorKm) * 100;

    private static double SpeedingPoints(ScoreSums sums) => sums.SpeedingSeconds / (sums.DrivingSeconds + PriorSeconds) * 100;
}
