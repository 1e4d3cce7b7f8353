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
    /// <param name="points">In order.</param>
    /// <param name="after">The newest point that the trip took since its last checkpoint; null where it took none.</param>
    /// <exception cref="Storage.StateLostException">The trip does not know of <paramref name="after"/> any more.</exception>
    [Alias("Advance")]
    Task<TripAdvance> Advance(ImmutableArray<TripPoint> points, DateTimeOffset? after);

    /// <summary>By its vehicle only. Idempotent.</summary>
    [Alias("End")]
    Task<TripAdvance> End(TripEnd end);

    /// <summary>By its vehicle only: keeps the present state under a number, durably, before the vehicle writes that number.</summary>
    /// <param name="after">The newest point that the trip took since its last checkpoint; null where it took none.</param>
    /// <exception cref="Storage.StateLostException">The trip does not know of <paramref name="after"/> any more: its silo died alone.</exception>
    [Alias("Checkpoint")]
    Task Checkpoint(long number, DateTimeOffset? after);

    /// <summary>
    /// By its vehicle only, before it folds its positions again: back to what the trip was at that checkpoint of the
    /// vehicle. No deadline comes due until <see cref="Resume"/>.
    /// </summary>
    [Alias("Restore")]
    Task Restore(long number);

    /// <summary>
    /// By its vehicle only: a trip that has ended is folded again with the positions that came late, where there are any
    /// it does not have. Idempotent. Tells what changed itself.
    /// </summary>
    /// <returns>False where it is under way, or has not told all yet: ask again later.</returns>
    [Alias("Refold")]
    Task<bool> Refold();

    /// <summary>By its vehicle only: everything is folded, the clock may go on.</summary>
    [Alias("Resume")]
    Task Resume();
}
