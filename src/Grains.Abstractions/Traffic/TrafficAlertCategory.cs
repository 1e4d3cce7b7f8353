namespace Fleet.Traffic;

public enum TrafficAlertCategory
{
    Accident,
    Congestion,
    Weather,
    AirQuality,
}
