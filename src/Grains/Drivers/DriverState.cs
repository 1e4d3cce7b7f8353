using System.Collections.Immutable;
using Fleet.Compliance;
using Fleet.Vehicles;

namespace Fleet.Drivers;

/// <summary>All that a driver grain keeps.</summary>
[GenerateSerializer, Alias("Fleet.DriverState")]
public sealed class DriverState
{
    [Id(0)] public bool Exists { get; set; }

    [Id(1)] public DriverDetails Details { get; set; } = new();

    /// <summary>What the score is made of; the past counts less and less.</summary>
    [Id(2)] public ScoreSums Sums { get; set; } = new();

    /// <summary>The trip under way, or the last one.</summary>
    [Id(3)] public string? TripId { get; set; }

    [Id(4)] public string? VehicleId { get; set; }

    [Id(5)] public bool SessionEnded { get; set; }

    [Id(6)] public double ScoreAtStart { get; set; } = 100;

    [Id(7)] public ImmutableDictionary<string, int> SessionEvents { get; set; } = ImmutableDictionary<string, int>.Empty;

    [Id(8)] public double SessionIdleSeconds { get; set; }

    [Id(9)] public double SessionDrivingSeconds { get; set; }

    /// <summary>Sums since the driver is known, nothing faded.</summary>
    [Id(10)] public double DistanceKm { get; set; }

    [Id(11)] public double DrivingSeconds { get; set; }

    [Id(12)] public double SpeedingSeconds { get; set; }

    /// <summary>The newest activity of each vehicle, at most <see cref="DriverMonitor.MaxVehicles"/>; the stalest leaves first.</summary>
    [Id(13)] public ImmutableDictionary<string, DateTimeOffset> Until { get; set; } = ImmutableDictionary<string, DateTimeOffset>.Empty;

    /// <summary>Driven since the score was last brought up to date; it is at the next measure.</summary>
    [Id(14)] public DrivenSums Driven { get; set; } = new();

    [Id(15)] public DeviceEventMemory DeviceEvents { get; set; } = new();

    [Id(16)] public DutyState Duty { get; set; } = new();

    /// <summary>Of the session: fuel burnt and the way it was measured on, the way with a plan and what of it lay on it.</summary>
    [Id(18)] public double SessionFuelLitres { get; set; }

    [Id(19)] public double SessionFuelKm { get; set; }

    [Id(20)] public double SessionPlannedKm { get; set; }

    [Id(21)] public double SessionOnRouteKm { get; set; }

    /// <summary>What the directory says of it: a restart wakes those whose deadlines run.</summary>
    [Id(22)] public bool DutyRuns { get; set; }

    /// <summary>By type, what counted last; an entry leaves once nothing can be its repetition.</summary>
    [Id(17)] public ImmutableDictionary<string, DriverIncident> Counted { get; set; } = ImmutableDictionary<string, DriverIncident>.Empty;
}
