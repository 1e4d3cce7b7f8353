using System.Collections.Immutable;
using System.Globalization;
using Fleet.Drivers;
using Fleet.Events;
using Fleet.Safety;
using Fleet.Traffic;
using Fleet.Trips;
using Fleet.Vehicles;

namespace Fleet.Storage;

internal static class Samples
{
    public static readonly DateTimeOffset Noon = new(2024, 4, 13, 12, 0, 0, TimeSpan.Zero);

    public static LoggedPosition At(double seconds, bool late = false) => new(
        new Position
        {
            Timestamp = Noon.AddSeconds(seconds),
            Latitude = 41.25 + (seconds / 100_000),
            Longitude = -95.93,
            SpeedKmh = 50.1,
            ReceivedAt = Noon.AddSeconds(seconds + 1),
        },
        late);

    public static Position Full { get; } = new()
    {
        Timestamp = Noon,
        Latitude = -41.123456789012345,
        Longitude = 179.99999999999997,
        SpeedKmh = 0.1,
        HeadingDegrees = 359.9,
        AccuracyMeters = 4.2,
        AltitudeMeters = -3.5,
        Acceleration = new(0.1, -9.81, 1e-9),
        Gyroscope = new(double.Epsilon, 2, -3),
        FuelLevel = 0,
        EngineRunning = false,
        OdometerKm = 123456.789,
        SpeedLimitKmh = 50,
        TripId = "trip-1",
        DriverId = "driver-1",
        ReceivedAt = Noon.AddMicroseconds(123),
    };

    public static SafetyDetected Safety(string id, double seconds = 0, string vehicle = "v1", string type = "harsh_braking", Severity severity = Severity.High) => new()
    {
        EventId = id,
        OrganizationId = "acme",
        Timestamp = Noon.AddSeconds(seconds),
        VehicleId = vehicle,
        Type = type,
        Severity = severity,
        Details = ImmutableDictionary<string, double>.Empty.Add("deceleration", -5.5),
        Risk = new() { RiskScore = 0.5, SeverityScore = 5, CrashProbability = 0.1, ContributingFactors = ["night"] },
        Why = new() { Rule = "harsh_braking.speed", RuleVersion = 2, Positions = [Noon] },
    };

    public static TrafficFlowMeasured Flow(string id, double seconds = 0, FlowMinute? closes = null, string camera = "c1") => new()
    {
        EventId = id,
        OrganizationId = "acme",
        Timestamp = Noon.AddSeconds(seconds),
        SubjectId = camera,
        Place = new(10.7769, 106.7009),
        ZoneIds = ["z1"],
        Intensity = 5,
        VehicleTypes = ImmutableSortedDictionary<string, int>.Empty.Add("car", 5),
        PeriodSeconds = 1,
        Closes = closes,
    };

    public static TripChanged Trip(string id, double seconds = 0, TripEventKind kind = TripEventKind.Started) => new()
    {
        EventId = id,
        OrganizationId = "acme",
        Timestamp = Noon.AddSeconds(seconds),
        VehicleId = "v1",
        DriverId = "d1",
        TripId = "t1",
        Kind = kind,
    };

    public static LocationUpdated Location(string id, double seconds = 0) => new()
    {
        EventId = id,
        OrganizationId = "acme",
        Timestamp = Noon.AddSeconds(seconds),
        VehicleId = "v1",
        Position = Full with { Timestamp = Noon.AddSeconds(seconds) },
        VehicleStatus = VehicleStatus.Active,
        SpeedKmh = 50,
        Geofences = [new() { GeofenceId = "g", Name = "Depot", Since = Noon }],
    };

    public static DriverPerformanceMeasured Driver(string id, double seconds = 0) => new()
    {
        EventId = id,
        OrganizationId = "acme",
        Timestamp = Noon.AddSeconds(seconds),
        DriverId = "d1",
        Driver = new() { OrganizationId = "acme", DriverId = "d1", Details = new DriverDetails { Name = "Ada" } },
    };

    public static ComplianceWarned Compliance(string id) => new()
    {
        EventId = id,
        OrganizationId = "acme",
        Timestamp = Noon,
        DriverId = "d1",
        Kind = Fleet.Compliance.ComplianceKind.Violation,
        Limit = Fleet.Compliance.DutyLimit.Cycle,
        Status = Fleet.Compliance.DutyStatus.Driving,
        Left = new(TimeSpan.FromHours(1), TimeSpan.FromMinutes(2), TimeSpan.FromSeconds(3.5), TimeSpan.FromSeconds(-60)),
        LimitAt = Noon.AddSeconds(-60),
        Regulation = "DOT_FMCSA",
        Jurisdiction = "US",
    };

    public static AlertChanged Alert(string id) => new()
    {
        EventId = id,
        OrganizationId = "acme",
        Timestamp = Noon,
        VehicleId = "v1",
        AlertId = "alert_1",
        RuleId = "r1",
        RuleVersion = 3,
        RuleName = "Rule",
        Step = Fleet.Alerts.AlertStep.Escalated,
        Status = Fleet.Alerts.AlertStatus.Active,
        Priority = Fleet.Alerts.AlertPriority.High,
        Title = "[HIGH] Rule",
        Message = "it happened",
        Source = new() { EventId = "e1", Kind = "safety_event", Type = "speeding", Severity = Severity.High, At = Noon, Location = new(1, 2), Description = "fast" },
        RaisedAt = Noon,
        Channels = [Fleet.Alerts.AlertChannel.Email, Fleet.Alerts.AlertChannel.Inbox],
        Suppressed = 4,
        Escalations = 1,
        By = "ada",
        Note = "seen",
    };

    public static CustomEventRaised Custom(string id) => new()
    {
        EventId = id,
        OrganizationId = "acme",
        Timestamp = Noon,
        VehicleId = "v1",
        Name = "delivered",
        Priority = Fleet.CustomEvents.CustomEventPriority.High,
        Status = Fleet.CustomEvents.CustomEventStatus.Confirmed,
        Location = new(41.25, -95.93),
        GeofenceId = "g",
        GeofenceName = "Depot",
        Details = ImmutableDictionary<string, double>.Empty.Add("stop_seconds", 120),
        ConfirmBy = Noon.AddMinutes(15),
        ConfirmedBy = "ada",
        PendingEventId = "e0",
        Why = new() { Rule = "custom_event.triggers", RuleVersion = 1, Positions = [Noon] },
    };

    public static ShardBatch Batch(long firstN, params FleetEvent[] events) =>
        new() { Shard = 3, Epoch = "e1", FirstN = firstN, Events = [.. events] };

    public static ShardPosition Head(long n, string epoch = "e1") => new(3, epoch, n);

    public static string Name(string prefix, int n) => string.Create(CultureInfo.InvariantCulture, $"{prefix}{n}");
}
