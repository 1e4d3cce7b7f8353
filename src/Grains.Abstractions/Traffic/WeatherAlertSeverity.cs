namespace Fleet.Traffic;

/// <summary>As the US National Weather Service orders its products.</summary>
public enum WeatherAlertSeverity
{
    Advisory,
    Watch,
    Warning,
    Emergency,
}
