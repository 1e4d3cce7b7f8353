using Fleet.Trips;

namespace Fleet.Directory;

/// <summary>One line of the directory: that a thing exists, and what lists are filtered by. Never its live state.</summary>
public sealed record FleetEntry
{
    public required string OrganizationId { get; init; }

    public required EntityKind Kind { get; init; }

    public required string Id { get; init; }

    /// <summary>Of a trip.</summary>
    public string? VehicleId { get; init; }

    /// <summary>Of a trip.</summary>
    public string? DriverId { get; init; }

    /// <summary>Of a trip.</summary>
    public TripStatus? TripStatus { get; init; }

    /// <summary>Of a trip: lists have the newest first. Without it lists go by id.</summary>
    public DateTimeOffset? SortTime { get; init; }

    /// <summary>Of a geofence: something comes due there by the clock, at this moment or later, that nobody else would wake it for. Null for nothing.</summary>
    public DateTimeOffset? DueAt { get; init; }
}
