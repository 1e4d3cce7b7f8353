using System.Collections.Immutable;
using Fleet.Geography;

namespace Fleet.Traffic;

[GenerateSerializer, Immutable, Alias("Fleet.Accident")]
public sealed record Accident
{
    [Id(0)] public required string AccidentId { get; init; }

    [Id(1)] public required GeoPoint Location { get; init; }

    [Id(2)] public required AccidentSeverity Severity { get; init; }

    /// <summary>How sure whoever reported it was, 0 … 1.</summary>
    [Id(3)] public double? Confidence { get; init; }

    [Id(4)] public string? CameraId { get; init; }

    [Id(5)] public int? VehiclesInvolved { get; init; }

    [Id(6)] public string? Road { get; init; }

    [Id(7)] public string? Description { get; init; }

    [Id(8)] public required AccidentStatus Status { get; init; }

    [Id(9)] public EmergencyServices? EmergencyServices { get; init; }

    [Id(10)] public required DateTimeOffset ReportedAt { get; init; }

    [Id(11)] public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>Null while it is not over.</summary>
    [Id(12)] public AccidentResolution? Resolution { get; init; }

    [Id(13)] public DateTimeOffset? ResolvedAt { get; init; }

    [Id(14)] public ImmutableArray<string> ZoneIds { get; init; } = [];

    /// <summary>From report to resolution, minutes; null while it is not over.</summary>
    public double? DurationMinutes => ResolvedAt is { } at ? Math.Round((at - ReportedAt).TotalMinutes, 1) : null;
}
