using System.Globalization;

namespace Fleet.Traffic;

/// <summary>What is worth an alert, and how urgent it is; docs/traffic.md has the table.</summary>
internal static class AlertRules
{
    /// <summary>Severity from which on congestion is urgent: less than a fifth of the free-flow speed is left.</summary>
    public const double UrgentCongestion = 0.8;

    public static AlertNotice Of(Accident accident) => new()
    {
        Category = TrafficAlertCategory.Accident,
        SourceId = accident.AccidentId,
        At = accident.UpdatedAt,
        Alert = accident.Status == AccidentStatus.Resolved ? null : new TrafficAlert
        {
            AlertId = "",
            Priority = (TrafficAlertPriority)accident.Severity,
            Category = TrafficAlertCategory.Accident,
            Title = accident.Severity + " accident" + (accident.Road is { } road ? " on " + road : ""),
            Message = accident.Description ?? MessageOf(accident),
            Location = accident.Location,
            ActionRequired = accident.Severity == AccidentSeverity.Critical,
            SourceId = accident.AccidentId,
            RaisedAt = accident.ReportedAt,
            ZoneIds = accident.ZoneIds,
        },
    };

    public static AlertNotice Of(ZoneDefinition zone, Congestion congestion) => new()
    {
        Category = TrafficAlertCategory.Congestion,
        SourceId = zone.ZoneId,
        At = congestion.At,
        Alert = congestion.Level != CongestionLevel.High ? null : new TrafficAlert
        {
            AlertId = "",
            Priority = congestion.Severity >= UrgentCongestion ? TrafficAlertPriority.High : TrafficAlertPriority.Medium,
            Category = TrafficAlertCategory.Congestion,
            Title = "Heavy congestion in " + zone.Name,
            Message = string.Create(
                CultureInfo.InvariantCulture,
                $"Expect {congestion.DelayMinutes:0} minutes of delay{(congestion.AffectedRoads.IsEmpty ? "" : " on " + string.Join(", ", congestion.AffectedRoads))}."),
            Location = zone.Center,
            SourceId = zone.ZoneId,
            RaisedAt = congestion.At,
            ZoneIds = [zone.ZoneId],
        },
    };

    public static AlertNotice Of(WeatherAlert alert) => new()
    {
        Category = TrafficAlertCategory.Weather,
        SourceId = alert.AlertId,
        At = alert.IssuedAt,
        Alert = new TrafficAlert
        {
            AlertId = "",
            Priority = (TrafficAlertPriority)alert.Severity,
            Category = TrafficAlertCategory.Weather,
            Title = $"{alert.Severity}: {alert.Type.Replace('_', ' ')}",
            Message = alert.Description ?? alert.Type.Replace('_', ' '),
            ActionRequired = alert.Severity == WeatherAlertSeverity.Emergency,
            SourceId = alert.AlertId,
            RaisedAt = alert.IssuedAt,
            ZoneIds = alert.ZoneIds,
            Until = alert.End,
        },
    };

    /// <summary>From Unhealthy for Sensitive Groups on, a step of the index a step of priority.</summary>
    public static AlertNotice Of(AreaSnapshot area, AirQuality air) => new()
    {
        Category = TrafficAlertCategory.AirQuality,
        SourceId = area.AreaId,
        At = air.Timestamp,
        Alert = AirQualityIndex.StepOf(air.Aqi) < 2 ? null : new TrafficAlert
        {
            AlertId = "",
            Priority = (TrafficAlertPriority)(AirQualityIndex.StepOf(air.Aqi) - 2),
            Category = TrafficAlertCategory.AirQuality,
            Title = "Air quality: " + AirQualityIndex.CategoryOf(air.Aqi),
            Message = string.Create(
                CultureInfo.InvariantCulture,
                $"The air quality index is {air.Aqi}{(air.Dominant is { } worst ? ", by " + AirQualityIndex.NameOf(worst) : "")}."),
            Location = air.Location,
            SourceId = area.AreaId,
            RaisedAt = air.Timestamp,
            ZoneIds = area.ZoneIds,
        },
    };

    private static string MessageOf(Accident accident) =>
        accident.VehiclesInvolved is { } count
            ? string.Create(CultureInfo.InvariantCulture, $"An accident with {count} {(count == 1 ? "vehicle" : "vehicles")} was reported.")
            : "An accident was reported.";
}
