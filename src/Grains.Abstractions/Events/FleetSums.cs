namespace Fleet.Events;

/// <summary>What a stretch of time came to. Sums, so that stretches and shards can be added.</summary>
/// <param name="Meters">Way of all vehicles.</param>
/// <param name="Seconds">Observed: from one position of a vehicle to its next, where that is at most a minute.</param>
/// <param name="StandingSeconds">Of those, under 3 km/h.</param>
/// <param name="SpeedSeconds">Speed × time over the observed seconds, km/h · s.</param>
/// <param name="SafetyEvents">Of any severity.</param>
/// <param name="Alerts">Of those, severity high or critical.</param>
/// <param name="CriticalEvents">Of those, critical.</param>
[GenerateSerializer, Immutable, Alias("Fleet.FleetSums")]
public readonly record struct FleetSums(
    [property: Id(0)] double Meters,
    [property: Id(1)] double Seconds,
    [property: Id(2)] double StandingSeconds,
    [property: Id(3)] double SpeedSeconds,
    [property: Id(4)] int SafetyEvents,
    [property: Id(5)] int Alerts,
    [property: Id(6)] int CriticalEvents)
{
    public static FleetSums operator +(FleetSums a, FleetSums b) => new(
        a.Meters + b.Meters,
        a.Seconds + b.Seconds,
        a.StandingSeconds + b.StandingSeconds,
        a.SpeedSeconds + b.SpeedSeconds,
        a.SafetyEvents + b.SafetyEvents,
        a.Alerts + b.Alerts,
        a.CriticalEvents + b.CriticalEvents);

    public static FleetSums Add(FleetSums left, FleetSums right) => left + right;
}
