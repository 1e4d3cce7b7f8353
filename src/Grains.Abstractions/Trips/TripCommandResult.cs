namespace Fleet.Trips;

/// <summary>The answer to start, complete or cancel.</summary>
[GenerateSerializer, Immutable, Alias("Fleet.TripCommandResult")]
public sealed record TripCommandResult
{
    [Id(0)] public required TripCommandOutcome Outcome { get; init; }

    [Id(1)] public TripSnapshot? Trip { get; init; }
}
