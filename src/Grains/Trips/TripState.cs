using Fleet.Geography;
using Fleet.Vehicles;

namespace Fleet.Trips;

/// <summary>All that a trip grain keeps.</summary>
[GenerateSerializer, Alias("Fleet.TripState")]
public sealed class TripState
{
    /// <summary>Null where there is no such trip.</summary>
    [Id(0)] public TripPlan? Plan { get; set; }

    [Id(1)] public TripStatus Status { get; set; }

    [Id(2)] public string? DriverId { get; set; }

    [Id(3)] public DateTimeOffset StartedAt { get; set; }

    [Id(4)] public GeoPoint? StartLocation { get; set; }

    [Id(5)] public DateTimeOffset? EndedAt { get; set; }

    [Id(6)] public string? EndReason { get; set; }

    /// <summary>The newest point, or the start before there was one.</summary>
    [Id(7)] public DateTimeOffset LastAt { get; set; }

    [Id(8)] public GeoPoint? LastLocation { get; set; }

    /// <summary>When it came in, by the gateway's clock. Deadlines count from here.</summary>
    [Id(9)] public DateTimeOffset LastReceivedAt { get; set; }

    [Id(10)] public bool HasPoints { get; set; }

    [Id(11)] public double DistanceMeters { get; set; }

    [Id(12)] public double UnobservedMeters { get; set; }

    [Id(13)] public double MaxSpeedKmh { get; set; }

    /// <summary>When it came to the stand that it is in; null while it moves.</summary>
    [Id(14)] public DateTimeOffset? StoppedAt { get; set; }

    [Id(15)] public GeoPoint StopLocation { get; set; }

    /// <summary>Metres since it stopped: drift, or the beginning of movement.</summary>
    [Id(16)] public double MetersSinceStop { get; set; }

    [Id(17)] public List<TripPause> Pauses { get; set; } = [];

    [Id(18)] public List<WaypointArrival> Arrivals { get; set; } = [];

    [Id(19)] public bool Explicit { get; set; }

    /// <summary>Someone planned it; a trip that movement started has a plan too, but only its own.</summary>
    [Id(20)] public bool IsPlanned { get; set; }

    /// <summary>What it was at the last checkpoints of its vehicle, the newest last. Bound: two.</summary>
    [Id(21)] public List<TripMark> Marks { get; set; } = [];

    /// <summary>What its vehicle was before its first position: where folding it again begins. Not in marks.</summary>
    [Id(22)] public VehicleOpening? Opening { get; set; }

    /// <summary>0 and 1: as it ended. Else how often late positions changed it since, and one.</summary>
    [Id(23)] public int Revision { get; set; }

    /// <summary>Late positions that its figures rest on.</summary>
    [Id(24)] public int LateFolded { get; set; }

    /// <summary>The part of the way that lay on the planned one; 0 without one.</summary>
    [Id(25)] public double OnRouteMeters { get; set; }

    public bool Ended => Status is TripStatus.Completed or TripStatus.Cancelled;

    public bool UnderWay => Plan is not null && Status is TripStatus.Active or TripStatus.Paused;

    /// <summary>The same trip without marks and opening, sharing nothing that changes.</summary>
    public TripState Copy()
    {
        var copy = (TripState)MemberwiseClone();
        (copy.Pauses, copy.Arrivals, copy.Marks, copy.Opening) = ([.. Pauses], [.. Arrivals], [], null);
        return copy;
    }
}
