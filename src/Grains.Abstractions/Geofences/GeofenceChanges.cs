using System.Collections.Immutable;

namespace Fleet.Geofences;

/// <summary>What takes a catalogue from one version to a newer one. <see cref="Complete"/> means: forget what you had.</summary>
[GenerateSerializer, Immutable, Alias("Fleet.GeofenceChanges")]
public sealed record GeofenceChanges
{
    [Id(0)] public required long Version { get; init; }

    [Id(1)] public required bool Complete { get; init; }

    [Id(2)] public ImmutableArray<GeofenceDefinition> Defined { get; init; } = [];

    [Id(3)] public ImmutableArray<string> Removed { get; init; } = [];

    /// <summary>The version these changes follow; a reader at another version asks again.</summary>
    [Id(4)] public required long Since { get; init; }
}
