namespace Fleet.Trips;

[GenerateSerializer, Immutable, Alias("Fleet.TripEnd")]
public sealed record TripEnd
{
    [Id(0)] public required DateTimeOffset At { get; init; }

    [Id(1)] public required bool Cancelled { get; init; }

    [Id(2)] public string? Reason { get; init; }
}
