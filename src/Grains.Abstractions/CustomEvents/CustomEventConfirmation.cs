namespace Fleet.CustomEvents;

/// <summary>What became of a confirmation.</summary>
[GenerateSerializer, Immutable, Alias("Fleet.CustomEventConfirmation")]
public sealed record CustomEventConfirmation
{
    [Id(0)] public required CustomEventOutcome Outcome { get; init; }

    /// <summary>Of the event that says so; null where nothing was pending.</summary>
    [Id(1)] public string? EventId { get; init; }
}
