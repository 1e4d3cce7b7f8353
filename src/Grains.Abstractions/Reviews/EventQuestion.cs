namespace Fleet.Reviews;

/// <summary>Why did this event not happen?</summary>
[GenerateSerializer, Immutable, Alias("Fleet.EventQuestion")]
public sealed record EventQuestion
{
    /// <summary>One of <see cref="ReviewedEvents"/>, or the name of a custom event.</summary>
    [Id(0)] public required string Event { get; init; }

    [Id(1)] public required DateTimeOffset At { get; init; }

    /// <summary>How far from <see cref="At"/> the event counts as the one meant, seconds.</summary>
    [Id(2)] public double WithinSeconds { get; init; } = 30;

    /// <summary>With geofence_entry and geofence_exit: which fence.</summary>
    [Id(3)] public string? GeofenceId { get; init; }
}
