using System.Collections.Immutable;

namespace Fleet.Alerts;

/// <summary>What happens to an alert that nobody has acknowledged or resolved in time.</summary>
[GenerateSerializer, Immutable, Alias("Fleet.AlertEscalation")]
public sealed record AlertEscalation
{
    /// <summary>From the moment it was raised, by the server's clock.</summary>
    [Id(0)] public required int AfterSeconds { get; init; }

    /// <summary>Told of it then.</summary>
    [Id(1)] public ImmutableArray<AlertChannel> Channels { get; init; } = [];

    /// <summary>Its priority from then on; null for as before.</summary>
    [Id(2)] public AlertPriority? Priority { get; init; }
}
