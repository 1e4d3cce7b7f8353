namespace Fleet.CustomEvents;

/// <summary>A fence that was entered or left, and when.</summary>
[GenerateSerializer, Immutable, Alias("Fleet.FenceTouch")]
public sealed record FenceTouch(
    [property: Id(0)] string GeofenceId,
    [property: Id(1)] string Name,
    [property: Id(2)] DateTimeOffset At);
