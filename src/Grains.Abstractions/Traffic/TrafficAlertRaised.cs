namespace Fleet.Traffic;

/// <summary>Something people should know, or need no longer. The subject is the alert.</summary>
[GenerateSerializer, Immutable, Alias("Fleet.TrafficAlertRaised")]
public sealed record TrafficAlertRaised : TrafficEvent
{
    [Id(0)] public required TrafficAlert Alert { get; init; }

    /// <summary>It is over.</summary>
    [Id(1)] public bool Cleared { get; init; }
}
