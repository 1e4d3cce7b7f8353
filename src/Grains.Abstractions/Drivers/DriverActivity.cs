using System.Collections.Immutable;
using Fleet.Compliance;

namespace Fleet.Drivers;

/// <summary>What a vehicle saw of its driver since it last said so. Sums, so that two of them can be added.</summary>
[GenerateSerializer, Immutable, Alias("Fleet.DriverActivity")]
public sealed record DriverActivity
{
    [Id(0)] public required string VehicleId { get; init; }

    [Id(1)] public string? TripId { get; init; }

    /// <summary>Time of the newest position in it. An activity not newer than the last of the same vehicle is ignored.</summary>
    [Id(2)] public required DateTimeOffset Until { get; init; }

    [Id(3)] public double DistanceKm { get; init; }

    [Id(4)] public double DrivingSeconds { get; init; }

    [Id(5)] public double SpeedingSeconds { get; init; }

    [Id(6)] public double IdleSeconds { get; init; }

    [Id(8)] public ImmutableArray<DriverIncident> Incidents { get; init; } = [];

    [Id(9)] public bool TripEnded { get; init; }

    /// <summary>
    /// The id of a device's own event, where this tells of nothing else. It is then idempotent by this id, not by
    /// <see cref="Until"/>, since such an event may be older than the newest position.
    /// </summary>
    [Id(10)] public string? EventId { get; init; }

    /// <summary>A driver_performance is due at <see cref="Until"/>. Decided by the positions alone, so that folding them again gives the same events.</summary>
    [Id(11)] public bool Measure { get; init; }

    /// <summary>Told while positions are folded again: what comes of it may have been published before.</summary>
    [Id(12)] public bool Again { get; init; }

    /// <summary>The <see cref="Until"/> of what the vehicle told before, since the last checkpoint; a driver that does not know of it has lost it.</summary>
    [Id(13)] public DateTimeOffset? After { get; init; }

    /// <summary>When the vehicle was driven, by time. Only added to what is known: told twice it changes nothing.</summary>
    [Id(14)] public ImmutableArray<DrivingSpan> Drives { get; init; } = [];

    /// <summary>When the newest position came in, by the gateway's clock; null where there is none.</summary>
    [Id(15)] public DateTimeOffset? ReceivedAt { get; init; }

    /// <summary>Fuel known to be burnt, litres, and the way on which it was; 0 where the tank's size or level is not known.</summary>
    [Id(16)] public double FuelLitres { get; init; }

    [Id(17)] public double FuelKm { get; init; }

    /// <summary>The way while a planned one was known, and what of it lay on that, km.</summary>
    [Id(18)] public double PlannedKm { get; init; }

    [Id(19)] public double OnRouteKm { get; init; }
}
