using System.Collections.Immutable;
using Fleet.Events;
using Fleet.Vehicles;

namespace Fleet.Compliance;

/// <summary>Findings as events, and devices' events as statuses. Ids follow from driver, moment, kind and limit.</summary>
internal static class DutyEvents
{
    private const int RuleVersion = 1;

    /// <summary>duty_off_duty, duty_sleeper, duty_driving, duty_on_duty: a device's events that tell a status.</summary>
    public static DutyStatus? StatusOf(DeviceEvent deviceEvent) => deviceEvent.Type switch
    {
        "duty_off_duty" => DutyStatus.OffDuty,
        "duty_sleeper" => DutyStatus.Sleeper,
        "duty_driving" => DutyStatus.Driving,
        "duty_on_duty" => DutyStatus.OnDuty,
        _ => null,
    };

    public static ComplianceWarned Of(string organizationId, string driverId, string? vehicleId, string? tripId, DutyFinding finding)
    {
        var (kind, limit, at) = finding.Deadline;
        return new ComplianceWarned
        {
            EventId = EventIds.For(driverId, at, "driver_compliance", $"{kind}:{limit}"),
            OrganizationId = organizationId,
            Timestamp = at,
            VehicleId = vehicleId,
            DriverId = driverId,
            TripId = tripId,
            Kind = kind,
            Limit = limit,
            Status = finding.Clock.Status,
            Left = finding.Clock.Left(),
            LimitAt = finding.LimitAt,
            Regulation = DutyRules.Regulation,
            Jurisdiction = DutyRules.Jurisdiction,
            Why = new Provenance { Rule = Rule(limit, finding.Clock.Rules), RuleVersion = RuleVersion, Thresholds = Thresholds(limit, finding.Clock.Rules) },
        };
    }

    private static string Rule(DutyLimit limit, DutyRules rules) => limit switch
    {
        DutyLimit.Driving => "49_cfr_395.3(a)(3)(i)",
        DutyLimit.Window => "49_cfr_395.3(a)(2)",
        DutyLimit.Break => "49_cfr_395.3(a)(3)(ii)",
        _ => rules.CycleDays == 7 ? "49_cfr_395.3(b)(1)" : "49_cfr_395.3(b)(2)",
    };

    private static ImmutableDictionary<string, double> Thresholds(DutyLimit limit, DutyRules rules) =>
        ImmutableDictionary<string, double>.Empty.Add("limit_hours", (limit switch
        {
            DutyLimit.Driving => rules.Driving,
            DutyLimit.Window => rules.Window,
            DutyLimit.Break => rules.DrivingBeforeBreak,
            _ => rules.Cycle,
        }).TotalHours);
}
