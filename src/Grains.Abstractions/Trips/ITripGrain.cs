using System.Collections.Immutable;

namespace Fleet.Trips;

/// <summary>
/// One trip; key <see cref="GrainKey.For"/>(organization, trip). Anyone may plan and read it; only its vehicle begins,
/// advances and ends it (<see cref="Vehicles.IVehicleGrain.StartTrip"/> and its siblings are the doors for others).
/// Pauses and endings also come due by the trip's own clock when the vehicle falls silent; those it publishes itself.
/// </summary>
[Alias("Fleet.ITripGrain")]
public interface ITripGrain : IGrainWithStringKey
{
    /// <summary>Plans the trip, or changes the plan of one that has not ended.</summary>
    /// <returns>Null where the trip has ended or belongs to another vehicle.</returns>
    [Alias("Plan")]
    Task<TripSnapshot?> Plan(TripPlan plan);

    /// <returns>Null where there is no such trip.</returns>
    [Alias("Get")]
    Task<TripSnapshot?> Get();

    /// <summary>Deletes a trip that is not under way. False where there is none or it is under way.</summary>
    [Alias("Remove")]
    Task<bool> Remove();

    /// <summary>By its vehicle only. Idempotent.</summary>
    [Alias("Begin")]
    Task<TripAdvance> Begin(TripStart start);

    /// <summary>By its vehicle only. Points of an earlier call are ignored.</summary>
    [Alias("Advance")]
    Task<TripAdvance> Advance(ImmutableArray<TripPoint> points);

    /// <summary>By its vehicle only. Idempotent.</summary>
    [Alias("End")]
    Task<TripAdvance> End(TripEnd end);
}
