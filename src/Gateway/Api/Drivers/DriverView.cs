using System.ComponentModel;
using Fleet.Drivers;

namespace Fleet.Gateway.Api.Drivers;

/// <summary>A driver: what is said of him, and how he drives. Session means the trip under way.</summary>
public sealed record DriverView
{
    public required string DriverId { get; init; }

    public string? Name { get; init; }

    public string? LicenseNumber { get; init; }

    [Description("0 … 100; docs/driver-score.md has the formula.")]
    public required double SafetyScore { get; init; }

    [Description("Score now less the score at the start of the session.")]
    public required double ScoreChange { get; init; }

    public string? TripId { get; init; }

    public string? VehicleId { get; init; }

    [Description("Events of the session by type.")]
    public required IReadOnlyDictionary<string, int> SessionEvents { get; init; }

    public required double DistanceKm { get; init; }

    public required double DrivingSeconds { get; init; }

    public required double SpeedingSeconds { get; init; }

    [Description("Idle share of the session's engine time, percent.")]
    public required double IdleTimePercent { get; init; }

    [Description("Of the session, L/100 km; absent where the vehicle's tank or its level is not known.")]
    public double? FuelEconomy { get; init; }

    [Description("Share of the session's way on the planned one, 0 … 1; absent without a planned way.")]
    public double? RouteAdherence { get; init; }

    public required IReadOnlyList<string> ImprovementAreas { get; init; }

    internal static DriverView Of(DriverSnapshot driver) => new()
    {
        DriverId = driver.DriverId,
        Name = driver.Details.Name,
        LicenseNumber = driver.Details.LicenseNumber,
        SafetyScore = driver.SafetyScore,
        ScoreChange = driver.ScoreChange,
        TripId = driver.TripId,
        VehicleId = driver.VehicleId,
        SessionEvents = driver.SessionEvents,
        FuelEconomy = driver.FuelEconomy,
        RouteAdherence = driver.RouteAdherence,
        DistanceKm = driver.DistanceKm,
        DrivingSeconds = driver.DrivingSeconds,
        SpeedingSeconds = driver.SpeedingSeconds,
        IdleTimePercent = driver.IdleTimePercent,
        ImprovementAreas = driver.ImprovementAreas,
    };
}
