using System.Collections.Frozen;
using Fleet.Events;
using Fleet.Safety;

namespace Fleet.Gateway.Subscriptions;

/// <summary>
/// What S1 adds to a safety event and can be said of it alone. The rules are ours (S1 names the functions, not their
/// content) and stand in docs/streaming.md.
/// </summary>
public static class SafetyEnrichment
{
    private static readonly FrozenDictionary<string, string[]> Actions = new Dictionary<string, string[]>
    {
        ["harsh_braking"] = ["review_following_distance", "coach_driver"],
        ["harsh_acceleration"] = ["coach_driver"],
        ["harsh_cornering"] = ["review_route_speed", "coach_driver"],
        ["speeding"] = ["notify_driver", "review_speed_compliance"],
        ["phone_usage"] = ["notify_driver", "coach_driver"],
        ["idling"] = ["notify_driver"],
        ["low_fuel"] = ["plan_refuelling"],
        ["breakdown"] = ["contact_driver", "arrange_recovery"],
        ["panic_button"] = ["contact_driver", "dispatch_emergency_services"],
        ["crash_detection"] = ["contact_driver", "dispatch_emergency_services"],
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The detector's severity, or that of the risk score where it is higher: from 0.4 medium, 0.7 high, 0.9 critical.</summary>
    public static Severity EnhancedSeverity(SafetyDetected detected)
    {
        ArgumentNullException.ThrowIfNull(detected);
        var byRisk = detected.Risk.RiskScore switch
        {
            >= 0.9 => Severity.Critical,
            >= 0.7 => Severity.High,
            >= 0.4 => Severity.Medium,
            _ => Severity.Low,
        };
        return byRisk > detected.Severity ? byRisk : detected.Severity;
    }

    public static string AlertLevel(Severity enhanced) => enhanced switch
    {
        Severity.Low => "info",
        Severity.Medium => "caution",
        Severity.High => "warning",
        _ => "emergency",
    };

    /// <summary>By type; whoever looks after a critical event is told to call first. Empty for a type we know nothing to do about.</summary>
    public static IReadOnlyList<string> RecommendedActions(string type, Severity enhanced)
    {
        var actions = Actions.GetValueOrDefault(type, []);
        return enhanced == Severity.Critical && !actions.Contains("contact_driver", StringComparer.Ordinal)
            ? ["contact_driver", .. actions]
            : actions;
    }
}
