namespace Fleet.Safety;

/// <summary>A stretch over the limit. One entry per severity step: since when the excess has held that step; null while it does not.</summary>
[GenerateSerializer, Alias("Fleet.SpeedingState")]
public sealed class SpeedingState
{
    [Id(0)] public DateTimeOffset? Low { get; set; }

    [Id(1)] public DateTimeOffset? Medium { get; set; }

    [Id(2)] public DateTimeOffset? High { get; set; }

    [Id(3)] public DateTimeOffset? Critical { get; set; }

    /// <summary>The newest position over the limit by the tolerated excess.</summary>
    [Id(4)] public DateTimeOffset LastAt { get; set; }

    [Id(5)] public double TopSpeed { get; set; }

    /// <summary>What subscribers have been told of this stretch; null for nothing yet.</summary>
    [Id(6)] public Severity? Reported { get; set; }

    public SpeedingState Copy() => (SpeedingState)MemberwiseClone();

    public DateTimeOffset? this[Severity step]
    {
        get => step switch
        {
            Severity.Low => Low,
            Severity.Medium => Medium,
            Severity.High => High,
            _ => Critical,
        };
        set
        {
            switch (step)
            {
                case Severity.Low: Low = value; break;
                case Severity.Medium: Medium = value; break;
                case Severity.High: High = value; break;
                default: Critical = value; break;
            }
        }
    }
}
