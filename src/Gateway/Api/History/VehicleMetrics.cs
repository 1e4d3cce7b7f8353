using System.ComponentModel;
using Fleet.Vehicles;

namespace Fleet.Gateway.Api.History;

/// <summary>A vehicle's figures over a range, under S1's names.</summary>
public sealed record VehicleMetrics
{
    public required string VehicleId { get; init; }

    public required DateTimeOffset From { get; init; }

    public required DateTimeOffset To { get; init; }

    [Description("Positions that count: late ones and impossible jumps do not.")]
    public required int Positions { get; init; }

    [Description("km, as reports bear it out.")]
    public required double DistanceTraveled { get; init; }

    [Description("Straight lines over holes in the reports, not in distance_traveled, km.")]
    public required double UnobservedKm { get; init; }

    [Description("km/h over the observed time, standing included; absent without any.")]
    public double? AverageSpeed { get; init; }

    [Description("km/h.")]
    public double? MaxSpeed { get; init; }

    [Description("Standing share of the observed time, percent.")]
    public double? IdleTime { get; init; }

    [Description("Seconds at 3 km/h or more.")]
    public required double DrivingSeconds { get; init; }

    [Description("Seconds standing with the engine said to run.")]
    public required double EngineIdleSeconds { get; init; }

    [Description("Relative positive acceleration, m/s².")]
    public double? PositiveAcceleration { get; init; }

    [Description("0 … 100; docs/rest.md has the formula. Absent where nothing moved.")]
    public double? EfficiencyScore { get; init; }

    internal static VehicleMetrics Of(string vehicleId, DateTimeOffset from, DateTimeOffset to, DriveFigures figures) => new()
    {
        VehicleId = vehicleId,
        From = from,
        To = to,
        Positions = figures.Positions,
        DistanceTraveled = Math.Round(figures.DistanceKm, 6),
        UnobservedKm = Math.Round(figures.UnobservedKm, 6),
        AverageSpeed = Round(figures.AverageKmh),
        MaxSpeed = Round(figures.MaxKmh),
        IdleTime = Round(figures.StandingPercent),
        DrivingSeconds = Math.Round(figures.DrivingSeconds, 3),
        EngineIdleSeconds = Math.Round(figures.IdleSeconds, 3),
        PositiveAcceleration = Round(figures.PositiveAcceleration),
        EfficiencyScore = Round(figures.EfficiencyScore),
    };

    private static double? Round(double? value) => value is { } number ? Math.Round(number, 3) : null;
}
