using System.Collections.Immutable;
using Fleet.Alerts;
using Fleet.Compliance;
using Fleet.CustomEvents;
using Fleet.Drivers;
using Fleet.Events;
using Fleet.Geography;
using Fleet.Safety;
using Fleet.Trips;
using Fleet.Vehicles;

namespace Fleet.Gateway.Subscriptions;

/// <summary>Events with just what a test is about.</summary>
internal static class Made
{
    private static readonly DateTimeOffset Start = WireVectors.Samples.Time;

    public static LocationUpdated Location(
        string vehicle,
        int number,
        double latitude = 50,
        double longitude = 8,
        double speed = 40,
        double? accuracy = 5,
        string? driver = null,
        string? trip = null,
        TripStatus? tripStatus = null,
        VehicleStatus status = VehicleStatus.Active,
        DateTimeOffset? receivedAt = null,
        string organization = "org") => new()
        {
            EventId = $"{vehicle}:{number}:location",
            OrganizationId = organization,
            Timestamp = Start.AddSeconds(number),
            VehicleId = vehicle,
            DriverId = driver,
            TripId = trip,
            TripStatus = tripStatus,
            VehicleStatus = status,
            SpeedKmh = speed,
            Position = new Position
            {
                Timestamp = Start.AddSeconds(number),
                Latitude = latitude,
                Longitude = longitude,
                AccuracyMeters = accuracy,
                ReceivedAt = receivedAt ?? Start.AddSeconds(number),
            },
        };

    public static SafetyDetected Safety(
        string vehicle, int number, string type = "harsh_braking", Severity severity = Severity.High, double risk = 0.5, double speed = 40, GeoPoint? place = null, string? driver = null, string? trip = null) => new()
        {
            EventId = $"{vehicle}:{number}:{type}",
            OrganizationId = "org",
            Timestamp = Start.AddSeconds(number),
            VehicleId = vehicle,
            DriverId = driver,
            TripId = trip,
            Type = type,
            Severity = severity,
            SpeedKmh = speed,
            Location = place,
            Risk = new RiskAssessment { RiskScore = risk, SeverityScore = 1, CrashProbability = 0 },
        };

    public static TripChanged Trip(
        string vehicle, int number, TripEventKind kind, TripStatus? status = null, string? trip = "t", GeoPoint? place = null, string? driver = null) => new()
        {
            EventId = $"{vehicle}:{number}:{kind}",
            OrganizationId = "org",
            Timestamp = Start.AddSeconds(number),
            VehicleId = vehicle,
            DriverId = driver,
            TripId = trip,
            Kind = kind,
            Status = status,
            Location = place,
        };

    public static ComplianceWarned Compliance(string driver, int number, ComplianceKind kind, string? vehicle = null, string? trip = null) => new()
    {
        EventId = $"{driver}:{number}:driver_compliance",
        OrganizationId = "org",
        Timestamp = Start.AddSeconds(number),
        VehicleId = vehicle,
        DriverId = driver,
        TripId = trip,
        Kind = kind,
        Limit = DutyLimit.Driving,
        Status = DutyStatus.Driving,
        Left = default,
        LimitAt = Start.AddSeconds(number),
        Regulation = "DOT_FMCSA",
        Jurisdiction = "US",
    };

    public static AlertChanged Alert(
        string id, int number, AlertStep step = AlertStep.Raised, AlertPriority priority = AlertPriority.High, string rule = "r1", string? vehicle = null, string? driver = null, GeoPoint? place = null) => new()
    {
        EventId = $"{id}:{number}:{step}",
        OrganizationId = "org",
        Timestamp = Start.AddSeconds(number),
        VehicleId = vehicle,
        DriverId = driver,
        AlertId = id,
        RuleId = rule,
        RuleVersion = 1,
        RuleName = rule,
        Step = step,
        Status = step switch { AlertStep.Resolved => AlertStatus.Resolved, AlertStep.Acknowledged => AlertStatus.Acknowledged, _ => AlertStatus.Active },
        Priority = priority,
        Title = rule,
        Message = rule,
        Source = new AlertSource { EventId = "source", Kind = "safety_event", At = Start, Location = place },
        RaisedAt = Start,
    };

    public static CustomEventRaised Custom(
        string vehicle, int number, string name, CustomEventPriority priority = CustomEventPriority.Medium, GeoPoint? place = null, string? driver = null, string? trip = null) => new()
    {
        EventId = $"{vehicle}:{number}:custom_event:{name}",
        OrganizationId = "org",
        Timestamp = Start.AddSeconds(number),
        VehicleId = vehicle,
        DriverId = driver,
        TripId = trip,
        Name = name,
        Priority = priority,
        Status = CustomEventStatus.Raised,
        Location = place,
    };

    public static DriverPerformanceMeasured Driver(string driver, int number, double change = 1, string? vehicle = null, string? trip = null) => new()
    {
        EventId = $"{driver}:{number}:driver_performance",
        OrganizationId = "org",
        Timestamp = Start.AddSeconds(number),
        DriverId = driver,
        Driver = new DriverSnapshot
        {
            OrganizationId = "org",
            DriverId = driver,
            Details = new DriverDetails(),
            ScoreChange = change,
            VehicleId = vehicle,
            TripId = trip,
            SessionEvents = ImmutableDictionary<string, int>.Empty,
        },
    };

    public static FeedEvent Feed(FleetEvent happened, long n = 1) => new(happened, new ShardPosition(0, "e", n));
}
