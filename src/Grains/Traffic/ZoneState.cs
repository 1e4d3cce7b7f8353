namespace Fleet.Traffic;

[GenerateSerializer, Alias("Fleet.ZoneState")]
public sealed class ZoneState
{
    /// <summary>Null for a zone that is not there.</summary>
    [Id(0)] public ZoneDefinition? Definition { get; set; }

    /// <summary>As it was told last.</summary>
    [Id(1)] public Congestion? Told { get; set; }

    [Id(2)] public long Changes { get; set; }

    [Id(3)] public TrafficOutbox Outbox { get; set; } = new();
}
