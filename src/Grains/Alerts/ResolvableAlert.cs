using System.Collections.Immutable;

namespace Fleet.Alerts;

/// <summary>An alert that an event may resolve.</summary>
/// <param name="AlertId">It.</param>
/// <param name="RuleId">Whose rule says by what.</param>
/// <param name="VehicleId">Of the event that raised it.</param>
/// <param name="DriverId">Likewise.</param>
/// <param name="Same">The values of the rule's <c>same</c> fields.</param>
[GenerateSerializer, Immutable, Alias("Fleet.ResolvableAlert")]
public sealed record ResolvableAlert(
    [property: Id(0)] string AlertId,
    [property: Id(1)] string RuleId,
    [property: Id(2)] string? VehicleId,
    [property: Id(3)] string? DriverId,
    [property: Id(4)] ImmutableArray<string> Same);
