using Fleet.Geofences;
using Fleet.Roads;
using Fleet.Safety;
using Fleet.Trips;

namespace Fleet.Vehicles;

/// <summary>
/// All that the fold of a vehicle's positions rests on, right before a trip's first one: from here the trip can be folded
/// again. Never changed; whoever folds takes a copy.
/// </summary>
[GenerateSerializer, Alias("Fleet.VehicleOpening")]
public sealed class VehicleOpening : TripOpening
{
    [Id(0)] public required SequenceState Sequence { get; init; }

    [Id(1)] public required OdometerState Odometer { get; init; }

    [Id(2)] public required MotionState Motion { get; init; }

    [Id(3)] public required SafetyState Safety { get; init; }

    [Id(4)] public required OccupancyState Occupancy { get; init; }

    [Id(5)] public RoadMatchState? Road { get; init; }

    public static VehicleOpening Of(VehicleState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return new VehicleOpening
        {
            // The known timestamps stay behind: rows of the log are there once.
            Sequence = new SequenceState
            {
                LastGood = state.Sequence.LastGood,
                Newest = state.Sequence.Newest,
                Elsewhere = state.Sequence.Elsewhere,
                ElsewhereCount = state.Sequence.ElsewhereCount,
            },
            Odometer = state.Odometer.Copy(),
            Motion = state.Motion.Copy(),
            Safety = state.Safety.Copy(),
            Occupancy = state.Occupancy.Copy(),
            Road = state.Road,
        };
    }

    /// <summary>A vehicle that stands here and can be fed positions.</summary>
    public VehicleState ToState()
    {
        var state = new VehicleState { Sequence = Sequence, Odometer = Odometer, Motion = Motion, Safety = Safety, Occupancy = Occupancy };
        var copy = Of(state);
        return new VehicleState
        {
            Sequence = copy.Sequence,
            Odometer = copy.Odometer,
            Motion = copy.Motion,
            Safety = copy.Safety,
            Occupancy = copy.Occupancy,
            Road = Road,
        };
    }
}
