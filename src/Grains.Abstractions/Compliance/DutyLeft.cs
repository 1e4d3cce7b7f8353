namespace Fleet.Compliance;

/// <summary>What is left of each limit. Negative where it was driven past.</summary>
[GenerateSerializer, Immutable, Alias("Fleet.DutyLeft")]
public readonly record struct DutyLeft(
    [property: Id(0)] TimeSpan Driving,
    [property: Id(1)] TimeSpan Window,
    [property: Id(2)] TimeSpan Break,
    [property: Id(3)] TimeSpan Cycle)
{
    /// <summary>How long the driver may drive from now on before the first limit, were he to go on without rest.</summary>
    public TimeSpan Drivable => TimeSpan.FromTicks(Math.Max(0, Math.Min(Math.Min(Driving.Ticks, Window.Ticks), Math.Min(Break.Ticks, Cycle.Ticks))));

    public TimeSpan Of(DutyLimit limit) => limit switch
    {
        DutyLimit.Driving => Driving,
        DutyLimit.Window => Window,
        DutyLimit.Break => Break,
        _ => Cycle,
    };
}
