using System.Collections.Immutable;
using Fleet.Geography;

namespace Fleet.Reviews;

/// <summary>What a rule, run again over the stored positions with the thresholds of today, says of one moment.</summary>
[GenerateSerializer, Immutable, Alias("Fleet.EventReview")]
public sealed record EventReview
{
    /// <summary>The event was told; <see cref="EventId"/> and <see cref="EventAt"/> name it.</summary>
    [Id(0)] public required bool Happened { get; init; }

    [Id(1)] public string? EventId { get; init; }

    [Id(2)] public DateTimeOffset? EventAt { get; init; }

    /// <summary>The rule finds it now, whatever was told then: thresholds, fences or positions have changed since.</summary>
    [Id(3)] public bool FoundNow { get; init; }

    /// <summary>Positions that were looked at, what came before them to prepare included.</summary>
    [Id(4)] public required int Positions { get; init; }

    /// <summary>The first and the last of them; null where there were none.</summary>
    [Id(5)] public DateTimeOffset? From { get; init; }

    [Id(6)] public DateTimeOffset? Until { get; init; }

    /// <summary>Where the vehicle was, at the position nearest to the moment asked about.</summary>
    [Id(7)] public GeoPoint? Place { get; init; }

    [Id(8)] public ImmutableArray<ReviewCondition> Conditions { get; init; } = [];
}
