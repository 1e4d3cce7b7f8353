using System.Collections.Immutable;

namespace Fleet.Roads;

/// <summary>A road and its limits. A road without any limit is kept too: it keeps the limit of the one beside it away.</summary>
[GenerateSerializer, Immutable, Alias("Fleet.RoadLimit")]
public sealed record RoadLimit
{
    /// <summary>What one unit of <see cref="Lines"/> is, degrees: about a centimetre, as OpenStreetMap keeps it.</summary>
    public const double Unit = 1e-7;

    /// <summary>Unique within its layer.</summary>
    [Id(0)] public required string RoadId { get; init; }

    [Id(1)] public string? Name { get; init; }

    [Id(2)] public RoadDirection Direction { get; init; }

    /// <summary>km/h along the line; null where none is known.</summary>
    [Id(3)] public double? ForwardKmh { get; init; }

    /// <summary>km/h against the line.</summary>
    [Id(4)] public double? BackwardKmh { get; init; }

    /// <summary>Each line as longitude, latitude, longitude, latitude … in units of 1e-7 degrees; at least two points.</summary>
    [Id(5)] public required ImmutableArray<ImmutableArray<int>> Lines { get; init; }
}
