namespace Fleet.Events;

/// <summary>
/// An event that was told is no longer what positions say, now that late ones are there. It concerns the same vehicle,
/// trip and driver, and goes to whoever wanted the event.
/// </summary>
[GenerateSerializer, Immutable, Alias("Fleet.EventSuperseded")]
public sealed record EventSuperseded : FleetEvent
{
    /// <summary>The event as it was told.</summary>
    [Id(0)] public required FleetEvent Superseded { get; init; }

    /// <summary>The id of what takes its place; null where nothing does.</summary>
    [Id(1)] public string? ReplacedBy { get; init; }
}
