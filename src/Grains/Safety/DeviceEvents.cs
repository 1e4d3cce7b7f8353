using Fleet.Events;
using Fleet.Geography;
using Fleet.Vehicles;

namespace Fleet.Safety;

/// <summary>What a device's own event means.</summary>
public static class DeviceEvents
{
    private const int RuleVersion = 1;

    /// <summary>Over a longer time a position does not say where the event was, or how fast, seconds.</summary>
    private const double CurrentSeconds = 300;

    /// <summary>
    /// Never refuses: an unknown name keeps its name. A panic button and a crash are critical whatever the device says;
    /// all else has the device's severity, or without one its own.
    /// </summary>
    /// <param name="state">What the detectors know of the vehicle.</param>
    /// <param name="last">The vehicle's newest good position; where the event has no place, this is it, unless they are too far apart in time.</param>
    public static SafetyFinding Interpret(DeviceEvent deviceEvent, double speedKmh, SafetyState state, Position? last)
    {
        ArgumentNullException.ThrowIfNull(deviceEvent);
        ArgumentNullException.ThrowIfNull(state);
        var severity = SeverityOf(deviceEvent);
        var current = last is not null && (deviceEvent.Timestamp - last.Timestamp).Duration().TotalSeconds <= CurrentSeconds;
        var location = deviceEvent.Location ?? (current ? new GeoPoint(last!.Latitude, last.Longitude) : null);
        speedKmh = current || last is null ? speedKmh : 0;
        return new SafetyFinding
        {
            Type = deviceEvent.Type,
            Severity = severity,
            At = deviceEvent.Timestamp,
            Details = deviceEvent.Details,
            Location = location,
            SpeedKmh = speedKmh,
            Message = deviceEvent.Message,
            Why = new Provenance { Rule = deviceEvent.Type + ".device", RuleVersion = RuleVersion },
            Risk = RiskModel.Assess(new RiskFacts
            {
                Type = deviceEvent.Type,
                Severity = severity,
                At = deviceEvent.Timestamp,
                Location = location,
                SpeedKmh = speedKmh,
                OverLimit = current && state.OverLimit,
                Repeated = state.LastHarshAt is { } harsh && (deviceEvent.Timestamp - harsh).TotalSeconds is > 0 and <= Manoeuvres.RepeatedSeconds,
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
