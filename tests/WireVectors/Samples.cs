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

namespace Fleet.WireVectors;

/// <summary>Events with the values of S0's sample messages.</summary>
public static class Samples
{
    public const string Organization = "org_123";

    public static readonly DateTimeOffset Time = new(2024, 4, 13, 10, 30, 15, TimeSpan.Zero);

    public static readonly GeoPoint Place = new(40.7128, -74.0060);

    /// <summary>S0's location_update, with all that S1 adds.</summary>
    public static LocationUpdated Location => new()
    {
        EventId = "vehicle_456:18ed:location",
        OrganizationId = Organization,
        Timestamp = Time,
        VehicleId = "vehicle_456",
        DriverId = "driver_789",
        TripId = "trip_123",
        Position = new Position
        {
            Timestamp = Time,
            Latitude = Place.Latitude,
            Longitude = Place.Longitude,
            SpeedKmh = 45.5,
            HeadingDegrees = 180,
            AccuracyMeters = 3.2,
            AltitudeMeters = 12.5,
            Acceleration = new Vector3(0.1, -0.2, 9.8),
            Gyroscope = new Vector3(0.05, -0.03, 0.01),
            ReceivedAt = Time.AddMilliseconds(120),
        },
        VehicleStatus = VehicleStatus.Active,
        TripStatus = TripStatus.Active,
        SpeedKmh = 45.5,
        DistanceSinceLastMeters = 63.2,
        SpeedChangeKmh = -1.5,
        DirectionChangeDegrees = 2,
        EstimatedFuelRate = 0.08,
        Anomalies = [new Anomaly("sudden_speed_change", Severity.High, -31.5)],
        Geofences = [new GeofencePresence { GeofenceId = "depot", Name = "Dépôt", Since = Time }],
        FuelLevel = 0.75,
        SafetyScore = 87.5,
        ProcessedAt = Time.AddMilliseconds(125),
    };

    /// <summary>A phone's report: a place and nothing else.</summary>
    public static LocationUpdated BareLocation => new()
    {
        EventId = "v1:0:location",
        OrganizationId = Organization,
        Timestamp = Time,
        VehicleId = "v1",
        Position = new Position { Timestamp = Time, Latitude = -90, Longitude = 180, ReceivedAt = Time },
        VehicleStatus = VehicleStatus.Idle,
        SpeedKmh = 0,
    };

    public static SafetyDetected Safety => new()
    {
        EventId = "vehicle_456:18ee:harsh_braking",
        OrganizationId = Organization,
        Timestamp = Time.AddSeconds(30),
        VehicleId = "vehicle_456",
        DriverId = "driver_789",
        TripId = "trip_123",
        Type = "harsh_braking",
        Severity = Severity.High,
        Details = Numbers(("deceleration", -5.2), ("duration_seconds", 2.1), ("speed_after", 25), ("speed_before", 55)),
        Location = Place,
        Risk = new RiskAssessment { RiskScore = 0.9, SeverityScore = 8.2, CrashProbability = 0.15, ContributingFactors = ["night"] },
        SpeedKmh = 25,
        Why = new Provenance
        {
            Rule = "harsh_braking.speed",
            RuleVersion = 1,
            Thresholds = Numbers(("meters_per_second_squared", 4)),
            Positions = [Time, Time.AddSeconds(1.5)],
        },
    };

    public static TripChanged TripStarted => new()
    {
        EventId = "vehicle_456:18ef:trip_started:trip_123",
        OrganizationId = Organization,
        Timestamp = Time,
        VehicleId = "vehicle_456",
        DriverId = "driver_789",
        TripId = "trip_123",
        Kind = TripEventKind.Started,
        Status = TripStatus.Active,
        Location = Place,
        Plan = new TripPlan
        {
            VehicleId = "vehicle_456",
            DistanceKm = 45.2,
            EstimatedDurationMinutes = 67,
            Waypoints = [.. Enumerable.Repeat(new Waypoint { Location = Place }, 8)],
        },
        Driver = new TripDriver { Name = "John Smith", LicenseNumber = "D123456789", SafetyScore = 87.5 },
    };

    public static TripChanged GeofenceEntry => new()
    {
        EventId = "vehicle_456:18f0:geofence_entry:depot",
        OrganizationId = Organization,
        Timestamp = Time,
        VehicleId = "vehicle_456",
        Kind = TripEventKind.GeofenceEntry,
        Location = Place,
        GeofenceId = "depot",
        GeofenceName = "Depot \"north\"",
        GeofenceTags = ["customer_location"],
        Authorized = true,
    };

    public static DriverPerformanceMeasured Driver => new()
    {
        EventId = "driver_789:18f1:driver_performance",
        OrganizationId = Organization,
        Timestamp = Time,
        DriverId = "driver_789",
        TripId = "trip_123",
        Driver = new DriverSnapshot
        {
            OrganizationId = Organization,
            DriverId = "driver_789",
            Details = new DriverDetails(),
            SafetyScore = 85.2,
            ScoreChange = -2.1,
            TripId = "trip_123",
            VehicleId = "vehicle_456",
            SessionEvents = ImmutableDictionary<string, int>.Empty.Add("harsh_braking", 2).Add("harsh_acceleration", 1).Add("harsh_cornering", 3),
            IdleTimePercent = 12.3,
            ImprovementAreas = ["smooth_braking", "acceleration_control"],
            Exists = true,
        },
    };

    public static ComplianceWarned Compliance => new()
    {
        EventId = "driver_789:18f2:driver_compliance:HoursApproaching:Driving",
        OrganizationId = Organization,
        Timestamp = Time,
        VehicleId = "vehicle_456",
        DriverId = "driver_789",
        TripId = "trip_123",
        Kind = ComplianceKind.HoursApproaching,
        Limit = DutyLimit.Driving,
        Status = DutyStatus.Driving,
        Left = new DutyLeft(TimeSpan.FromHours(1), TimeSpan.FromHours(2.5), TimeSpan.FromHours(4), TimeSpan.FromMinutes(-1)),
        LimitAt = Time.AddHours(1),
        Regulation = "DOT_FMCSA",
        Jurisdiction = "US",
        Why = new Provenance { Rule = "49_cfr_395.3(a)(3)(i)", RuleVersion = 1, Thresholds = Numbers(("limit_hours", 11)) },
    };

    public static AlertChanged Alert => new()
    {
        EventId = "alert_0123456789abcdef0123:18ee:raised",
        OrganizationId = Organization,
        Timestamp = Time,
        VehicleId = "vehicle_456",
        DriverId = "driver_789",
        TripId = "trip_123",
        AlertId = "alert_0123456789abcdef0123",
        RuleId = "critical_safety_event",
        RuleVersion = 1,
        RuleName = "Critical Safety Event",
        Step = AlertStep.Raised,
        Status = AlertStatus.Active,
        Priority = AlertPriority.Urgent,
        Title = "[URGENT] Critical Safety Event",
        Message = "crash_detection (critical), vehicle vehicle_456, driver driver_789",
        Source = new AlertSource
        {
            EventId = "vehicle_456:18ee:crash_detection",
            Kind = "safety_event",
            Type = "crash_detection",
            Severity = Severity.Critical,
            At = Time,
            Location = new GeoPoint(40.7128, -74.006),
            Description = "airbags open",
        },
        RaisedAt = Time,
        Channels = [AlertChannel.Sms, AlertChannel.Email, AlertChannel.Slack, AlertChannel.Push],
        Why = new Provenance { Rule = "alert.critical_safety_event", RuleVersion = 1 },
    };

    public static ImmutableDictionary<string, double> Numbers(params (string Name, double Value)[] numbers) =>
        numbers.ToImmutableDictionary(n => n.Name, n => n.Value);

    public static CustomEventRaised CustomEvent => new()
    {
        EventId = "vehicle_456:18f4:custom_event:delivery_completed:confirmed",
        OrganizationId = Organization,
        Timestamp = Time,
        VehicleId = "vehicle_456",
        DriverId = "driver_789",
        TripId = "trip_123",
        Name = "delivery_completed",
        Priority = CustomEventPriority.High,
        Status = CustomEventStatus.Confirmed,
        Location = Place,
        GeofenceId = "customer_location",
        GeofenceName = "Customer",
        Details = ImmutableDictionary<string, double>.Empty.Add("stop_seconds", 120),
        ConfirmBy = Time.AddMinutes(15),
        ConfirmedBy = "key_1",
        PendingEventId = "vehicle_456:18f4:custom_event:delivery_completed",
        Why = new Provenance { Rule = "custom_event.triggers", RuleVersion = 1, Thresholds = ImmutableDictionary<string, double>.Empty.Add("stop_seconds", 120), Positions = [Time] },
    };
}
