using Fleet.Events;
using Fleet.Vehicles;

namespace Fleet.Safety;

/// <summary>What a device's own event means.</summary>
public static class DeviceEvents
{
    private const int RuleVersion = 1;

    /// <summary>
    /// Never refuses: an unknown name keeps its name. A panic button and a crash are critical whatever the device says;
    /// all else has the device's severity, or without one its own.
    /// </summary>
    public static SafetyFinding Interpret(DeviceEvent deviceEvent, double speedKmh)
    {
        ArgumentNullException.ThrowIfNull(deviceEvent);
        var severity = SeverityOf(deviceEvent);
        return new SafetyFinding
        {
            Type = deviceEvent.Type,
            Severity = severity,
            At = deviceEvent.Timestamp,
            Details = deviceEvent.Details,
            Location = deviceEvent.Location,
            SpeedKmh = speedKmh,
            Message = deviceEvent.Message,
            Why = new Provenance { Rule = deviceEvent.Type + ".device", RuleVersion = RuleVersion },
            Risk = RiskModel.Assess(new RiskFacts
            {
                Type = deviceEvent.Type,
                Severity = severity,
                At = deviceEvent.Timestamp,
                Location = deviceEvent.Location,
                SpeedKmh = speedKmh,
            }),
        };
    }

    private static Severity SeverityOf(DeviceEvent deviceEvent) => deviceEvent.Type switch
    {
        SafetyTypes.PanicButton or SafetyTypes.CrashDetection => Severity.Critical,
        _ => deviceEvent.Severity switch
        {
            "low" => Severity.Low,
            "medium" => Severity.Medium,
            "high" => Severity.High,
            "critical" => Severity.Critical,
            _ => deviceEvent.Type == SafetyTypes.Fuel ? Severity.Low : Severity.Medium,
        },
    };
}
