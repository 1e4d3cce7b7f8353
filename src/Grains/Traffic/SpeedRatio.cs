namespace Fleet.Traffic;

/// <summary>
/// Congestion by the share of the free-flow speed that is left: the measure of the Highway Capacity Manual 2010 for
/// urban streets (exhibit 16-4: level of service A above 85 %, B 67, C 50, D 40, E 30, F below), two letters a level.
/// </summary>
public static class SpeedRatio
{
    /// <summary>Above it: low (A, B).</summary>
    public const double Moderate = 0.67;

    /// <summary>At or below it: high (E, F).</summary>
    public const double High = 0.40;

    /// <summary>How far beyond a limit the ratio must be before the level changes back and forth.</summary>
    public const double Hysteresis = 0.02;

    /// <summary>Occupied share of the road from which on traffic is dense and from which on it stands. Rules of ours, for where no vehicle moves past whose speed could be measured.</summary>
    public const double DenseOccupancy = 0.25;
    public const double StandingOccupancy = 0.50;

    /// <summary>Slowest speed that travel times are computed with, km/h: a standing queue has no infinite travel time.</summary>
    public const double SlowestKmh = 3;

    /// <param name="ratio">Speed over free-flow speed.</param>
    /// <param name="before">The level so far, which holds within <see cref="Hysteresis"/> of a limit.</param>
    public static CongestionLevel LevelOf(double ratio, CongestionLevel? before = null)
    {
        var level = Plain(ratio);
        if (before is not { } was || was == level)
            return level;

        // Towards the old level by the hysteresis: where that is where it came from, nothing has changed.
        return Plain(level > was ? ratio + Hysteresis : ratio - Hysteresis) == was ? was : level;
    }

    /// <summary>Of one camera; null where neither speed nor occupancy is known.</summary>
    public static CongestionLevel? LevelOf(double? speedKmh, double freeFlowKmh, double? occupancy) =>
        RatioOf(speedKmh, freeFlowKmh, occupancy) is { } ratio ? LevelOf(ratio) : null;

    /// <summary>By speed; where there is none, by occupancy.</summary>
    public static double? RatioOf(double? speedKmh, double freeFlowKmh, double? occupancy) =>
        speedKmh is { } speed ? Math.Min(1, Math.Max(speed, SlowestKmh) / freeFlowKmh)
        : occupancy is { } share ? share switch
        {
            >= StandingOccupancy => SlowestKmh / freeFlowKmh,
            >= DenseOccupancy => (Moderate + High) / 2,
            _ => 1,
        }
        : null;

    private static CongestionLevel Plain(double ratio) =>
        ratio > Moderate ? CongestionLevel.Low : ratio > High ? CongestionLevel.Moderate : CongestionLevel.High;
}
