using System.Collections.Immutable;

namespace Fleet.Alerts;

/// <summary>For so long after an alert, further events of its kind are counted and not delivered.</summary>
[GenerateSerializer, Immutable, Alias("Fleet.AlertSuppression")]
public sealed record AlertSuppression
{
    /// <summary>From the event that raised the alert, by the events' own times; 0 for none.</summary>
    [Id(0)] public required int WindowSeconds { get; init; }

    /// <summary>S1's key: rule, vehicle, driver, cell.</summary>
    [Id(1)] public ImmutableArray<AlertGrouping> By { get; init; } = [AlertGrouping.Vehicle, AlertGrouping.Driver, AlertGrouping.Location];
}
