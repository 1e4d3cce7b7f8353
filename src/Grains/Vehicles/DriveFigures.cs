namespace Fleet.Vehicles;

/// <summary>What a stretch of a vehicle's positions comes to.</summary>
/// <param name="Positions">Good ones: impossible jumps are not counted.</param>
/// <param name="DistanceKm">The way that reports bear out.</param>
/// <param name="UnobservedKm">Straight lines over holes in the reports, not in the distance.</param>
/// <param name="AverageKmh">Over the observed time, standing included; null without any.</param>
/// <param name="MaxKmh">Null without a position.</param>
/// <param name="DrivingSeconds">Observed time at 3 km/h or more.</param>
/// <param name="StandingSeconds">Observed time below.</param>
/// <param name="IdleSeconds">The part of the standing time with the engine said to run.</param>
/// <param name="PositiveAcceleration">
/// Relative positive acceleration in m/s²: energy put into speed for each metre and kilogram (Commission Regulation (EU)
/// 2017/1151, Annex IIIA, Appendix 7a). Gentle driving is under 0.1, brisk driving in town around 0.2. Null without a way.
/// </param>
public sealed record DriveFigures(
    int Positions,
    double DistanceKm,
    double UnobservedKm,
    double? AverageKmh,
    double? MaxKmh,
    double DrivingSeconds,
    double StandingSeconds,
    double IdleSeconds,
    double? PositiveAcceleration)
{
    /// <summary>A relative positive acceleration of this and more costs all its points, m/s².</summary>
    private const double WorstAcceleration = 0.3;

    /// <summary>Standing share of the observed time, percent; null without any.</summary>
    public double? StandingPercent =>
        DrivingSeconds + StandingSeconds is > 0 and var observed ? StandingSeconds / observed * 100 : null;

    /// <summary>
    /// 0 … 100: half of the points for moving rather than standing, half for even speed. The shares and the worst value
    /// are our own judgement (docs/rest.md). Null without a way.
    /// </summary>
    public double? EfficiencyScore => (StandingPercent, PositiveAcceleration) is ({ } standing, { } acceleration)
        ? 100 - (standing / 2) - (50 * Math.Min(1, acceleration / WorstAcceleration))
        : null;
}
