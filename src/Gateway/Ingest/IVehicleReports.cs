using System.Collections.Immutable;
using Fleet.Vehicles;

namespace Fleet.Gateway.Ingest;

/// <summary>One vehicle's share of the way in, for doors that keep order across their own messages. The bounds are the pipeline's.</summary>
internal interface IVehicleReports
{
    /// <summary>Counts positions as under way; false where that would be more than MaxPendingPositions.</summary>
    bool TryReserve(int positions);

    /// <summary>Ends what <see cref="TryReserve"/> began.</summary>
    void Release(int positions);

    /// <summary>Tells the vehicle, in its turn. At most MaxCallsInFlight calls run; the rest wait here.</summary>
    /// <returns>One outcome per position; all may be acknowledged.</returns>
    /// <exception cref="IngestBusyException">The vehicle took none.</exception>
    /// <exception cref="IngestFailedException">It may have taken some; send all again. Not logged here: a store that is away fails one call a vehicle.</exception>
    Task<ImmutableArray<PositionStatus>> Report(string organizationId, string vehicleId, ImmutableArray<Position> positions);
}
