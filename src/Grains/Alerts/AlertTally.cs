using System.Collections.Immutable;

namespace Fleet.Alerts;

/// <summary>Events that a rule has counted for one vehicle, driver or organization.</summary>
/// <param name="RuleId">The rule.</param>
/// <param name="Events">By time; at most as many as the rule asks for, within its window.</param>
/// <param name="LapsesAt">By the server's clock: then none of them counts any more.</param>
[GenerateSerializer, Immutable, Alias("Fleet.AlertTally")]
public sealed record AlertTally(
    [property: Id(0)] string RuleId,
    [property: Id(1)] ImmutableArray<CountedEvent> Events,
    [property: Id(2)] DateTimeOffset LapsesAt);
