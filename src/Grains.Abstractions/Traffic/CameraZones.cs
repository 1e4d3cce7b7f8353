using System.Collections.Immutable;

namespace Fleet.Traffic;

/// <summary>A camera's zones.</summary>
[GenerateSerializer, Immutable, Alias("Fleet.CameraZones")]
public sealed record CameraZones
{
    public static readonly CameraZones None = new();

    /// <summary>It stands in them, or they name it.</summary>
    [Id(0)] public ImmutableArray<string> In { get; init; } = [];

    /// <summary>Those, and the ones whose alternatives name it: they are told what it measures.</summary>
    [Id(1)] public ImmutableArray<string> Tells { get; init; } = [];
}
