using Fleet.Trips;

namespace Fleet.Directory;

/// <summary>One line of the directory: that a thing exists, and what lists are filtered by. Never its live state.</summary>
public sealed record FleetEntry
{
    public required string OrganizationId { get; init; }

    public required EntityKind Kind { get; init; }

    public required string Id { get; init; }

    /// <summary>Of a trip or alert.</summary>
    public string? VehicleId { get; init; }

    /// <summary>Of a trip or alert.</summary>
    public string? DriverId { get; init; }

    /// <summary>Of a trip.</summary>
    public TripStatus? TripStatus { get; init; }

    /// <summary>Of an alert: active, acknowledged, resolved.</summary>
    public string? Status { get; init; }

    /// <summary>Its grain has something to do without anybody's asking: after a restart it must be woken.</summary>
    public bool Pending { get; init; }

    /// <summary>Of a trip or alert: lists have the newest first. Without it lists go by id.</summary>
    public DateTimeOffset? SortTime { get; init; }

    /// <summary>Of a driver: a deadline of hours of service comes due even if nothing more is heard.</summary>
    public bool DutyRuns { get; init; }
}
