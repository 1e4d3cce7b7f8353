using System.Collections.Immutable;
using Fleet.CustomEvents;
using Fleet.Geofences;
using Fleet.Safety;
using Fleet.Trips;

namespace Fleet.Vehicles;

/// <summary>One good position with all that was drawn from it alone; its trip is found later.</summary>
public sealed class VehicleStep
{
    public required Position Position { get; init; }

    public required Motion Motion { get; init; }

    public required OdometerStep Way { get; init; }

    /// <summary>report, fence, road or organization.</summary>
    public string? LimitSource { get; init; }

    /// <summary>Seconds since the good position before; 0 where the way between cannot be trusted.</summary>
    public required double Seconds { get; init; }

    /// <summary>The vehicle begins anew here: the first position, or a relocation.</summary>
    public required bool Restarted { get; init; }

    /// <summary>In force there, km/h; null where none is known.</summary>
    public double? SpeedLimitKmh { get; init; }

    /// <summary>Over the limit by more than the organization tolerates.</summary>
    public required bool Speeding { get; init; }

    public required ImmutableArray<SafetyFinding> Findings { get; init; }

    public required ImmutableArray<GeofenceCrossing> Crossings { get; init; }

    /// <summary>The fences it is inside of after this position.</summary>
    public required ImmutableArray<GeofencePresence> Geofences { get; init; }

    public required bool MaintenanceDue { get; init; }

    /// <summary>The driver that the position names.</summary>
    public required string? DriverId { get; init; }

    /// <summary>The organization's own events that came true, in the order of their moments.</summary>
    public ImmutableArray<CustomEventFinding> CustomEvents { get; init; } = [];

    /// <summary>What the vehicle was before; null where no trip begins here, as far as can be seen.</summary>
    public VehicleOpening? Opening { get; init; }

    public TripPoint ToTripPoint() => new()
    {
        Timestamp = Position.Timestamp,
        Location = Position.Place(),
        SpeedKmh = Motion.SpeedKmh,
        MovedMeters = Way.MovedMeters,
        UnobservedMeters = Way.UnobservedMeters,
        Restarted = Restarted,
        FuelLevel = Position.FuelLevel,
        EngineRunning = Position.EngineRunning,
        ReceivedAt = Position.ReceivedAt,
        DriverId = Position.DriverId,
    };
}
