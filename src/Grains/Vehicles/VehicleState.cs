using Fleet.CustomEvents;
using Fleet.Geofences;
using Fleet.Roads;
using Fleet.Safety;
using Fleet.Trips;

namespace Fleet.Vehicles;

/// <summary>All that a vehicle grain keeps. Small: there are as many of them as vehicles.</summary>
[GenerateSerializer, Alias("Fleet.VehicleState")]
public sealed class VehicleState
{
    /// <summary>Registered or heard of.</summary>
    [Id(0)] public bool Exists { get; set; }

    [Id(1)] public VehicleDetails Details { get; set; } = new();

    [Id(2)] public VehicleStatus Status { get; set; }

    [Id(3)] public SequenceState Sequence { get; set; } = new();

    [Id(4)] public OdometerState Odometer { get; set; } = new();

    [Id(5)] public MotionState Motion { get; set; } = new();

    [Id(6)] public SafetyState Safety { get; set; } = new();

    [Id(7)] public OccupancyState Occupancy { get; set; } = new();

    [Id(8)] public VehicleCounters Counters { get; set; }

    /// <summary>The trip under way.</summary>
    [Id(9)] public string? TripId { get; set; }

    [Id(10)] public TripStatus? TripStatus { get; set; }

    /// <summary>The last trip that a position named and that takes no more: those positions count to no trip.</summary>
    [Id(11)] public string? ClosedTripId { get; set; }

    /// <summary>The driver that the last position, else the trip, else the details name.</summary>
    [Id(12)] public string? DriverId { get; set; }

    [Id(13)] public double? SafetyScore { get; set; }

    /// <summary>When the newest position came in, by the gateway's clock. The silence limit counts from here.</summary>
    [Id(14)] public DateTimeOffset? LastReceivedAt { get; set; }

    /// <summary>Hashes of the device events taken last, the newest over the oldest; at most <see cref="DeviceEventMemory.Size"/>.</summary>
    [Id(15)] public DeviceEventMemory DeviceEvents { get; set; } = new();

    /// <summary>The driver of the trip under way, where its plan names one.</summary>
    [Id(16)] public string? TripDriverId { get; set; }

    /// <summary>Counts the writes of this state. Trips keep what they were under this number, so that both can go back together.</summary>
    [Id(17)] public long Checkpoint { get; set; }

    /// <summary>Late positions that trips have not been asked about yet.</summary>
    [Id(18)] public LateSpan? Late { get; set; }

    /// <summary>The road it is on; null where none of the organization's is near.</summary>
    [Id(19)] public RoadMatchState? Road { get; set; }

    /// <summary>How far the organization's own events are.</summary>
    [Id(20)] public CustomEventState CustomEvents { get; set; } = new();
}
