using System.ComponentModel;

namespace Fleet.Gateway.Api.Schedules;

/// <summary>When a fence or an alert rule is in force, week after week.</summary>
public sealed record ScheduleView
{
    [Description("IANA time zone, for example Europe/Berlin.")]
    public required string Timezone { get; init; }

    public required IReadOnlyList<WindowView> Windows { get; init; }
}
