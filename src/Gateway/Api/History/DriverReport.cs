using System.ComponentModel;

namespace Fleet.Gateway.Api.History;

/// <summary>A driver's trips and incidents over a range.</summary>
public sealed record DriverReport
{
    public required string DriverId { get; init; }

    public required DateTimeOffset From { get; init; }

    public required DateTimeOffset To { get; init; }

    [Description("Trips that started in the range.")]
    public required int Trips { get; init; }

    [Description("Of these trips, as reported, km.")]
    public required double DistanceKm { get; init; }

    [Description("Straight lines over holes in the reports, not in distance_km.")]
    public required double UnobservedKm { get; init; }

    [Description("Time under way on these trips, pauses not counted.")]
    public required double DrivingSeconds { get; init; }

    public required double MaxSpeedKmh { get; init; }

    [Description("Safety events of the driver in the range, by type.")]
    public required IReadOnlyDictionary<string, int> Incidents { get; init; }

    [Description("The safety score as last measured in or before the range; absent where it never was.")]
    public double? SafetyScore { get; init; }

    [Description("Against the one at the beginning of the range; absent where either is unknown.")]
    public double? ScoreChange { get; init; }
}
