using Fleet.Geography;
using Fleet.Traffic;

namespace Fleet.Gateway.Protocols.Traffic;

/// <summary>Traffic events for tests, of S2's samples where it has them.</summary>
internal static class MadeTraffic
{
    public static readonly DateTimeOffset At = new(2025, 11, 29, 10, 30, 0, TimeSpan.Zero);

    public static readonly GeoPoint Place = new(10.7769, 106.7009);

    public static TrafficFlowMeasured Flow(string camera, int n = 0, string[]? zones = null, string organization = "org", GeoPoint? place = null) => new()
    {
        EventId = $"{camera}:{n}:flow",
        OrganizationId = organization,
        Timestamp = At.AddSeconds(n),
        SubjectId = camera,
        Place = place ?? Place,
        ZoneIds = [.. zones ?? []],
        Intensity = 45,
        AverageSpeedKmh = 35.5,
        VehicleTypes = System.Collections.Immutable.ImmutableSortedDictionary.CreateRange(
            StringComparer.Ordinal, [KeyValuePair.Create("car", 28), KeyValuePair.Create("motorcycle", 12), KeyValuePair.Create("truck", 3), KeyValuePair.Create("bus", 2)]),
        Occupancy = 0.65,
        Level = CongestionLevel.Moderate,
        PeriodSeconds = 60,
    };

    public static AccidentChanged Accident(
        string id, AccidentChange change = AccidentChange.New, AccidentSeverity severity = AccidentSeverity.Moderate, string? camera = "CAM_001", string[]? zones = null)
    {
        var at = At.AddMinutes(change switch { AccidentChange.New => 0, AccidentChange.Update => 5, _ => 60 });
        var accident = new Accident
        {
            AccidentId = id,
            Location = Place,
            Severity = severity,
            Confidence = 0.92,
            CameraId = camera,
            VehiclesInvolved = 2,
            Status = change switch { AccidentChange.New => AccidentStatus.Reported, AccidentChange.Update => AccidentStatus.Investigating, _ => AccidentStatus.Resolved },
            EmergencyServices = change == AccidentChange.New ? null : EmergencyServices.EnRoute,
            ReportedAt = At,
            UpdatedAt = at,
            Resolution = change == AccidentChange.Resolved ? AccidentResolution.Cleared : null,
            ResolvedAt = change == AccidentChange.Resolved ? at : null,
        };
        return new AccidentChanged
        {
            EventId = $"{id}:{change}", OrganizationId = "org", Timestamp = at, SubjectId = id, Place = Place, ZoneIds = [.. zones ?? []], Change = change, Accident = accident,
        };
    }

    public static CongestionChanged Congestion(string zone, CongestionLevel? level = CongestionLevel.High) => new()
    {
        EventId = $"{zone}:{level}",
        OrganizationId = "org",
        Timestamp = At,
        SubjectId = zone,
        ZoneIds = [zone],
        Congestion = new Congestion
        {
            At = At, Level = level, Severity = 0.78, AffectedRoads = ["Nguyen Hue St", "Le Loi St"], DelayMinutes = 15,
            Alternatives = [new AlternativeDelay("via Dong Khoi St", 5)], TravelTimeIndex = 4.55, Cameras = 1,
        },
    };

    public static WeatherMeasured Weather(string area = "a1") => new()
    {
        EventId = $"{area}:weather", OrganizationId = "org", Timestamp = At, SubjectId = area, Place = Place,
        Weather = new Weather { Timestamp = At, Location = Place, Temperature = 32.5, Conditions = "Partly Cloudy", Precipitation = 0 },
    };

    public static WeatherAlerted Warning(DateTimeOffset end, string id = "w1", WeatherAlertSeverity severity = WeatherAlertSeverity.Warning) => new()
    {
        EventId = $"{id}:warning", OrganizationId = "org", Timestamp = At, SubjectId = id, ZoneIds = ["ZONE_001", "ZONE_002"],
        Alert = new WeatherAlert
        {
            AlertId = id, Type = "heavy_rain", Severity = severity, Description = "Heavy rainfall expected in next 2 hours", ZoneIds = ["ZONE_001", "ZONE_002"],
            Start = At.AddMinutes(30), End = end, IssuedAt = At,
        },
    };

    public static AirQualityMeasured Air(string area = "a1") => new()
    {
        EventId = $"{area}:air", OrganizationId = "org", Timestamp = At, SubjectId = area, Place = Place,
        Air = new AirQuality
        {
            Timestamp = At, Location = Place, Aqi = 85, Dominant = Pollutant.Pm25,
            Pollutants = System.Collections.Immutable.ImmutableSortedDictionary.CreateRange(
                [KeyValuePair.Create(Pollutant.Pm25, 35.2), KeyValuePair.Create(Pollutant.Pm10, 58.3), KeyValuePair.Create(Pollutant.No2, 42.1)]),
        },
    };

    public static CameraStatusChanged Status(string camera, CameraStatus status = CameraStatus.Active) => new()
    {
        EventId = $"{camera}:{status}", OrganizationId = "org", Timestamp = At, SubjectId = camera, Place = Place, Status = status,
        LastFrame = At.AddSeconds(-2), Health = new CameraHealth(HealthGrade.Good, HealthGrade.Excellent, 30), Differs = true,
    };

    public static TrafficAlertRaised Alert(
        string id, TrafficAlertPriority priority = TrafficAlertPriority.High, TrafficAlertCategory category = TrafficAlertCategory.Accident, bool cleared = false) => new()
    {
        EventId = $"{id}:{cleared}", OrganizationId = "org", Timestamp = At, SubjectId = id, Place = Place, Cleared = cleared,
        Alert = new TrafficAlert
        {
            AlertId = id, Priority = priority, Category = category, Title = "Serious Accident on Nguyen Hue St",
            Message = "Multi-vehicle accident reported. Emergency services dispatched.", Location = Place, SourceId = "ACC", RaisedAt = At,
        },
    };
}
