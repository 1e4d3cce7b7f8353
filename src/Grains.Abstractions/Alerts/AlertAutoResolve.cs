using System.Collections.Immutable;

namespace Fleet.Alerts;

/// <summary>When an alert is over by itself. Either or both.</summary>
[GenerateSerializer, Immutable, Alias("Fleet.AlertAutoResolve")]
public sealed record AlertAutoResolve
{
    /// <summary>No further event of it for so long, by the server's clock.</summary>
    [Id(0)] public int? AfterSeconds { get; init; }

    /// <summary>An event of this kind that satisfies <see cref="Condition"/>, of the same vehicle (or, without one, driver).</summary>
    [Id(1)] public AlertEventKind? On { get; init; }

    [Id(2)] public AlertCondition? Condition { get; init; }

    /// <summary>Fields that must have the value that they had in the event which raised it, for example geofence_id.</summary>
    [Id(3)] public ImmutableArray<string> Same { get; init; } = [];
}
