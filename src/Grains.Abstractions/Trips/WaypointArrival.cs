namespace Fleet.Trips;

[GenerateSerializer, Immutable, Alias("Fleet.WaypointArrival")]
public sealed record WaypointArrival
{
    /// <summary>Position of the waypoint in the plan, from 0.</summary>
    [Id(0)] public required int Index { get; init; }

    [Id(1)] public required DateTimeOffset At { get; init; }
}
