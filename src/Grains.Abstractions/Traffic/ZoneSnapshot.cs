namespace Fleet.Traffic;

[GenerateSerializer, Immutable, Alias("Fleet.ZoneSnapshot")]
public sealed record ZoneSnapshot
{
    [Id(0)] public required ZoneDefinition Definition { get; init; }

    [Id(1)] public required Congestion Congestion { get; init; }
}
