using System.Collections.Immutable;
using Fleet.Events;

namespace Fleet.Trips;

/// <summary>
/// What a trip made of some points. A trip that ends within the points leaves the rest: <see cref="Consumed"/> says how
/// many it took, and the vehicle begins the next trip with the others.
/// </summary>
[GenerateSerializer, Immutable, Alias("Fleet.TripAdvance")]
public sealed record TripAdvance
{
    [Id(0)] public required TripStatus Status { get; init; }

    [Id(1)] public required int Consumed { get; init; }

    /// <summary>In the order of their timestamps; the vehicle publishes them among its own.</summary>
    [Id(2)] public ImmutableArray<TripChanged> Events { get; init; } = [];
}
