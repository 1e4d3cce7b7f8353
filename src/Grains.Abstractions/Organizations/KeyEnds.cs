using System.Collections.Immutable;

namespace Fleet.Organizations;

/// <summary>Every key of an organization that has ended or will; gateways close what was opened with one.</summary>
[GenerateSerializer, Immutable, Alias("Fleet.KeyEnds")]
public sealed record KeyEnds
{
    /// <summary>Rises whenever an end is set.</summary>
    [Id(0)] public required long Version { get; init; }

    /// <summary>Null where the asker has this version already.</summary>
    [Id(1)] public ImmutableArray<KeyEnd>? Ends { get; init; }
}
