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

    /// <summary>In the order in which they became known; a pause is stamped with the moment of the stop. The vehicle publishes them among its own.</summary>
    [Id(2)] public ImmutableArray<TripChanged> Events { get; init; } = [];

    /// <summary>Beside each event, the place in the points of the one that brought it; the number of points where none did.</summary>
    [Id(3)] public ImmutableArray<int> EventPoints { get; init; } = [];

    /// <summary>The trip's status at each point consumed.</summary>
    [Id(4)] public ImmutableArray<TripStatus> PointStatus { get; init; } = [];

    /// <summary>The driver that the trip's plan names.</summary>
    [Id(5)] public string? DriverId { get; init; }

    /// <summary>Whether each point consumed lies on the planned way; empty where there is none.</summary>
    [Id(6)] public ImmutableArray<bool> PointOnRoute { get; init; } = [];
}
