using Fleet.Trips;

namespace Fleet.Directory;

public sealed record DirectoryQuery
{
    public required string OrganizationId { get; init; }

    public required EntityKind Kind { get; init; }

    public string? VehicleId { get; init; }

    public string? DriverId { get; init; }

    public TripStatus? TripStatus { get; init; }

    /// <summary>Of alerts.</summary>
    public string? Status { get; init; }

    /// <summary>Inclusive, by <see cref="FleetEntry.SortTime"/>: of a trip when it started, of a planned one when it was planned.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Exclusive.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>The last entry of the page before; null for the first page.</summary>
    public string? After { get; init; }

    public required int Limit { get; init; }
}
