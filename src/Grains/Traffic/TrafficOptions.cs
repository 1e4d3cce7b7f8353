using System.ComponentModel.DataAnnotations;

namespace Fleet.Traffic;

/// <summary>Configuration section <c>Fleet:Traffic</c>.</summary>
public sealed class TrafficOptions
{
    /// <summary>A camera of which nothing arrives for this long is inactive, seconds.</summary>
    [Range(5, 86_400)]
    public int CameraSilentSeconds { get; set; } = 120;

    /// <summary>A measure counts for its zone for this long, seconds.</summary>
    [Range(5, 3_600)]
    public int StaleSeconds { get; set; } = 120;

    /// <summary>Of a camera that has none of its own, km/h.</summary>
    [Range(5, 200)]
    public double FreeFlowKmh { get; set; } = 50;

    /// <summary>How often a zone looks at the fleet's own vehicles and at measures that grew stale, seconds. A change of level is told at once, others as often.</summary>
    [Range(1, 3_600)]
    public int ZonePeriodSeconds { get; set; } = 10;

    /// <summary>Vehicles of the fleet that a zone must hold before their speeds count: with fewer one could tell whose they are. 0 leaves the fleet out.</summary>
    [Range(0, 10_000)]
    public int MinFleetVehicles { get; set; } = 5;

    /// <summary>A vehicle's speed counts for this long, seconds.</summary>
    [Range(5, 3_600)]
    public int FleetSeconds { get; set; } = 60;

    /// <summary>A camera asks this often which zones it is in, seconds.</summary>
    [Range(1, 3_600)]
    public int MapSeconds { get; set; } = 10;

    /// <summary>An accident of which nobody says anything for this long is resolved as expired, hours; 0 for never.</summary>
    [Range(0, 720)]
    public int AccidentHours { get; set; } = 24;

    /// <summary>Accidents nearer than this, and within <see cref="SameAccidentMinutes"/>, share an alert, metres.</summary>
    [Range(0, 10_000)]
    public double SameAccidentMeters { get; set; } = 150;

    [Range(0, 1_440)]
    public double SameAccidentMinutes { get; set; } = 10;

    /// <summary>An alert about congestion or air ends when its cause was away for this long, minutes: one that comes back within is the same.</summary>
    [Range(0, 1_440)]
    public double AlertHoldMinutes { get; set; } = 5;

    /// <summary>Alerts in force of one organization. One more ends the oldest.</summary>
    [Range(1, 100_000)]
    public int MaxAlerts { get; set; } = 1_000;
}
