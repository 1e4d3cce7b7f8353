using System.Collections.Immutable;
using Fleet.Events;
using Fleet.Geography;
using Fleet.Safety;

namespace Fleet.Vehicles;

/// <summary>Speed, changes, fuel and the anomalies that S1 names. Pure.</summary>
public static class MotionMonitor
{
    /// <summary>S1: faster than this is an anomaly, km/h.</summary>
    public const double HighSpeedKmh = 120;

    /// <summary>S1: a greater change between consecutive points is an anomaly, km/h.</summary>
    public const double SuddenSpeedChangeKmh = 30;

    /// <summary>Consecutive points further apart than this say nothing sudden, seconds.</summary>
    public const double SuddenSeconds = 5;

    /// <summary>Fuel is measured over at least this long, seconds: a tank's float moves with the car.</summary>
    public const double FuelWindowSeconds = 300;

    /// <summary>A rise of the tank by more than this share is refuelling.</summary>
    public const double RefuelShare = 0.05;

    public static Motion Derive(MotionState state, Position? previous, Position current, in OdometerStep way)
    {
        var speed = current.SpeedKmh ?? way.DerivedSpeedKmh;
        var heading = current.HeadingDegrees
            ?? (previous is not null && way.MovedMeters > 0 ? Geodesy.BearingDegrees(previous.Place(), current.Place()) : null);
        double? speedChange = previous is null ? null : speed - state.SpeedKmh;
        double? turn = previous is null || heading is null || state.HeadingDegrees is null
            ? null
            : Geodesy.TurnDegrees(state.HeadingDegrees.Value, heading.Value);
        state.FuelMeters += state.FuelLevel is null ? 0 : way.MovedMeters;
        var (fuelUsed, fuelMeters) = current.FuelLevel is { } level ? MeasureFuel(state, level, current.Timestamp) : default;

        state.SpeedKmh = speed;
        state.HeadingDegrees = heading ?? (previous is null ? null : state.HeadingDegrees);
        state.EngineRunning = current.EngineRunning ?? state.EngineRunning;
        state.OdometerKm = current.OdometerKm ?? state.OdometerKm;
        return new Motion(speed, speedChange, turn, state.FuelRate, fuelUsed, fuelMeters, Anomalies(previous, current, speed, speedChange));
    }

    private static ImmutableArray<Anomaly> Anomalies(Position? previous, Position current, double speed, double? change)
    {
        var sudden = change is { } c && Math.Abs(c) > SuddenSpeedChangeKmh
            && (current.Timestamp - previous!.Timestamp).TotalSeconds <= SuddenSeconds;
        return (speed > HighSpeedKmh, sudden) switch
        {
            (false, false) => [],
            (true, false) => [new Anomaly("high_speed", Severity.Medium, speed)],
            (false, true) => [new Anomaly("sudden_speed_change", Severity.High, change!.Value)],
            (true, true) => [new Anomaly("high_speed", Severity.Medium, speed), new Anomaly("sudden_speed_change", Severity.High, change!.Value)],
        };
    }

    /// <returns>The share of the tank burnt and the way, once a stretch is complete. A swing of the gauge is taken back by the next: only their sum tells.</returns>
    private static (double Used, double Meters) MeasureFuel(MotionState state, double level, DateTimeOffset at)
    {
        var refuelled = level - (state.FuelLevel ?? level) > RefuelShare;
        if (state.FuelLevel is null || refuelled)
        {
            (state.FuelSince, state.FuelThen, state.FuelLevel, state.FuelMeters) = (at, level, level, 0);
            return default;
        }

        state.FuelLevel = level;
        var seconds = (at - state.FuelSince).TotalSeconds;
        if (seconds < FuelWindowSeconds)
            return default;

        var (used, meters) = (state.FuelThen - level, state.FuelMeters);
        (state.FuelSince, state.FuelThen, state.FuelRate, state.FuelMeters) = (at, level, Math.Max(0, used) / seconds * 3600, 0);
        return (used, meters);
    }
}
