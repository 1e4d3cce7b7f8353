using System.Collections.Immutable;
using Fleet.Compliance;
using Fleet.Events;
using Fleet.Geography;
using Fleet.Safety;
using Fleet.Trips;
using Fleet.Vehicles;

namespace Fleet.Alerts;

/// <summary>Events with just what a test is about.</summary>
internal static class Happened
{
    public static readonly DateTimeOffset Noon = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);

    public static SafetyDetected Safety(
        string type, double at = 0, Severity severity = Severity.Medium, string? vehicle = "v1", string? driver = null, GeoPoint? place = null, string organization = "acme", string? id = null) => new()
    {
        EventId = id ?? EventIds.For(vehicle ?? driver ?? "x", Noon.AddSeconds(at), type),
        OrganizationId = organization,
        Timestamp = Noon.AddSeconds(at),
        VehicleId = vehicle,
        DriverId = driver,
        Type = type,
        Severity = severity,
        Location = place,
        SpeedKmh = 80,
        Details = ImmutableDictionary<string, double>.Empty.Add("deceleration", -5.5),
        Risk = new RiskAssessment { RiskScore = 0.6, SeverityScore = 6, CrashProbability = 0.1, ContributingFactors = ["night"] },
    };

    public static TripChanged Crossed(TripEventKind kind, string fence = "yard", bool? authorized = false, double at = 0, string vehicle = "v1") => new()
    {
        EventId = EventIds.For(vehicle, Noon.AddSeconds(at), kind.ToString(), fence),
        OrganizationId = "acme",
        Timestamp = Noon.AddSeconds(at),
        VehicleId = vehicle,
        Kind = kind,
        GeofenceId = fence,
        GeofenceName = "Yard",
        GeofenceTags = ["depot"],
        Authorized = authorized,
        Location = new GeoPoint(50, 8),
    };

    public static TripChanged Trip(TripEventKind kind, double at = 0, string vehicle = "v1") => new()
    {
        EventId = EventIds.For(vehicle, Noon.AddSeconds(at), kind.ToString(), "t1"),
        OrganizationId = "acme",
        Timestamp = Noon.AddSeconds(at),
        VehicleId = vehicle,
        TripId = "t1",
        Kind = kind,
        Status = TripStatus.Active,
    };

    public static ComplianceWarned Compliance(ComplianceKind kind, double at = 0, string driver = "d1", string? vehicle = null) => new()
    {
        EventId = EventIds.For(driver, Noon.AddSeconds(at), kind.ToString()),
        OrganizationId = "acme",
        Timestamp = Noon.AddSeconds(at),
        DriverId = driver,
        VehicleId = vehicle,
        Kind = kind,
        Limit = DutyLimit.Driving,
        Status = DutyStatus.Driving,
        Left = new(TimeSpan.FromMinutes(30), TimeSpan.FromHours(2), TimeSpan.FromHours(1), TimeSpan.FromHours(9)),
        LimitAt = Noon,
        Regulation = "DOT_FMCSA",
        Jurisdiction = "US",
    };

    public static VehicleStatusChanged Offline(double at = 0) => new()
    {
        EventId = EventIds.For("v1", Noon.AddSeconds(at), "status"),
        OrganizationId = "acme",
        Timestamp = Noon.AddSeconds(at),
        VehicleId = "v1",
        Status = VehicleStatus.Offline,
    };
}
