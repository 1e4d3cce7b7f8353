using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Fleet.Storage;
using Fleet.Vehicles;

namespace Fleet.Gateway.Fakes;

/// <summary>A position log that goes away after so many rows.</summary>
internal sealed class BrokenPositions(int rows) : IPositionLog
{
    public ValueTask<AppendResult> Append(
        string organizationId, string vehicleId, ImmutableArray<LoggedPosition> positions, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public async IAsyncEnumerable<LoggedPosition> Read(
        string organizationId,
        string vehicleId,
        DateTimeOffset after,
        DateTimeOffset until,
        bool includeLate,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var i = 0; i < rows; i++)
        {
            await Task.Yield();
            var at = DateTimeOffset.UnixEpoch.AddSeconds(i);
            yield return new LoggedPosition(new Position { Timestamp = at, Latitude = 1, Longitude = 2, ReceivedAt = at }, false);
        }

        throw new StorageUnavailableException("away");
    }

    public IAsyncEnumerable<LoggedVehicle> VehiclesBehindSnapshots(CancellationToken cancellationToken) => throw new NotSupportedException();
}
