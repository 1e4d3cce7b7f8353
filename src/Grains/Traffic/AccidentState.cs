namespace Fleet.Traffic;

[GenerateSerializer, Alias("Fleet.AccidentState")]
public sealed class AccidentState
{
    /// <summary>Null for an accident that nobody reported.</summary>
    [Id(0)] public Accident? Accident { get; set; }

    [Id(1)] public long Changes { get; set; }

    [Id(2)] public TrafficOutbox Outbox { get; set; } = new();

    /// <summary>When somebody last reported or changed it, by our clock; null for one of before this was kept.</summary>
    [Id(3)] public DateTimeOffset? HeardAt { get; set; }
}
