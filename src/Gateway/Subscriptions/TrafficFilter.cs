using Fleet.Traffic;

namespace Fleet.Gateway.Subscriptions;

/// <summary>What of its traffic channel a subscription wants. Null everywhere: all of it; AND across members, OR within one.</summary>
public sealed record TrafficFilter
{
    /// <summary>Of accidents: those that a camera reported.</summary>
    public IReadOnlySet<string>? CameraIds { get; init; }

    /// <summary>What concerns one of them.</summary>
    public IReadOnlySet<string>? ZoneIds { get; init; }

    public IReadOnlySet<AccidentSeverity>? Accidents { get; init; }

    /// <summary>Congestion of an unknown level does not pass.</summary>
    public IReadOnlySet<CongestionLevel>? Levels { get; init; }

    /// <summary>Of warnings; measures of the weather have none and do not pass.</summary>
    public IReadOnlySet<WeatherAlertSeverity>? Warnings { get; init; }

    /// <summary>Of the weather only warnings.</summary>
    public bool AlertsOnly { get; init; }

    public IReadOnlySet<TrafficAlertPriority>? Priorities { get; init; }

    public IReadOnlySet<TrafficAlertCategory>? Categories { get; init; }

    public bool Matches(TrafficEvent e)
    {
        ArgumentNullException.ThrowIfNull(e);
        return (ZoneIds is null || e.ZoneIds.Any(ZoneIds.Contains)) && e switch
        {
            TrafficFlowMeasured => Holds(CameraIds, e.SubjectId),
            CameraStatusChanged => Holds(CameraIds, e.SubjectId),
            AccidentChanged step => Holds(CameraIds, step.Accident.CameraId) && (Accidents is null || Accidents.Contains(step.Accident.Severity)),
            CongestionChanged changed => Levels is null || (changed.Congestion.Level is { } level && Levels.Contains(level)),
            WeatherMeasured => !AlertsOnly && Warnings is null,
            WeatherAlerted warning => Warnings is null || Warnings.Contains(warning.Alert.Severity),
            TrafficAlertRaised raised => (Priorities is null || Priorities.Contains(raised.Alert.Priority))
                && (Categories is null || Categories.Contains(raised.Alert.Category)),
            _ => true,
        };
    }

    private static bool Holds(IReadOnlySet<string>? wanted, string? value) => wanted is null || (value is not null && wanted.Contains(value));
}
