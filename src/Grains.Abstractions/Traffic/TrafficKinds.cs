namespace Fleet.Traffic;

/// <summary>Kinds of traffic state in a shard's snapshot.</summary>
[Flags]
public enum TrafficKinds
{
    None = 0,
    Flow = 1,
    Accidents = 2,
    Congestion = 4,
    Weather = 8,
    AirQuality = 16,
    Cameras = 32,
    Alerts = 64,
}
