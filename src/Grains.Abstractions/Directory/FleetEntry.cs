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

    /// <summary>Of an alert: active, acknowledged, resolved; of an accident: active, resolved.</summary>
    public string? Status { get; init; }

    /// <summary>Of an accident, an alert, alert rules, a fence or a driver: its grain has something to do without anybody's asking.</summary>
    public bool Pending { get; init; }

    /// <summary>Of a trip or alert: lists have the newest first. Without it lists go by id.</summary>
    public DateTimeOffset? SortTime { get; init; }

    /// <summary>After a restart it must be woken: it is pending, a trip under way, or of a kind that has clocks of its own.</summary>
    public bool HasClocks => Pending || TripStatus is Trips.TripStatus.Active or Trips.TripStatus.Paused || Kind is EntityKind.Webhook or EntityKind.Workflow;
}
