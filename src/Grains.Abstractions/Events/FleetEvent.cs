using System.Text.Json.Serialization;
using Fleet.Geography;

namespace Fleet.Events;

/// <summary>
/// Something that happened to a vehicle, trip or driver. Its id is derived from what it is about, so that the same
/// positions folded again give the same id and nobody is told twice.
/// </summary>
[GenerateSerializer, Immutable, Alias("Fleet.FleetEvent")]
public abstract record FleetEvent
{
    [Id(0)] public required string EventId { get; init; }

    [Id(1)] public required string OrganizationId { get; init; }

    /// <summary>When it happened, by the positions it was drawn from.</summary>
    [Id(2)] public required DateTimeOffset Timestamp { get; init; }

    [Id(3)] public string? VehicleId { get; init; }

    [Id(4)] public string? DriverId { get; init; }

    [Id(5)] public string? TripId { get; init; }

    /// <summary>Null for a plain location.</summary>
    [Id(6)] public Provenance? Why { get; init; }

    /// <summary>0 for an event as it happened; else which revision of its trip, folded again for late positions, made it: 2, 3, …</summary>
    [Id(7)] public int Revision { get; init; }

    /// <summary>The id under which it was told first; null for an event told once.</summary>
    [Id(8)] public string? Revises { get; init; }

    /// <summary>Of <see cref="Where"/>, by the organization's place layers; null where they know none.</summary>
    [Id(9)] public string? Address { get; init; }

    /// <summary>The neighbourhood or district of <see cref="Where"/>, likewise.</summary>
    [Id(10)] public string? Area { get; init; }

    /// <summary>Where it happened; null for what has no place, and for traffic, which names its own.</summary>
    [JsonIgnore]
    public virtual GeoPoint? Where => null;

    /// <summary>
    /// One of a steady flow of values (a position, a count of cars) rather than something that happened: subscribers get it,
    /// grains that react to events (<see cref="IEventReactor"/>) do not, and it is no row of the event history.
    /// </summary>
    public virtual bool IsMeasurement => false;
}
