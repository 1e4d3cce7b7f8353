using System.Text.Json.Serialization;

namespace Fleet.Layers;

/// <summary>A layer without its features. Stored since there were layers of roads only: alias and the name <c>roads</c> stay.</summary>
[GenerateSerializer, Immutable, Alias("Fleet.RoadLayerInfo")]
public sealed record LayerInfo
{
    [Id(0)] public required string LayerId { get; init; }

    [Id(1)] public required long Version { get; init; }

    [Id(2), JsonPropertyName("roads")] public required int Features { get; init; }

    /// <summary>Points of all its features.</summary>
    [Id(3)] public required int Points { get; init; }

    [Id(4)] public required DateTimeOffset UpdatedAt { get; init; }
}
