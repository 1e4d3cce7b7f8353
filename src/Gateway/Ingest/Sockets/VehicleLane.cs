namespace Fleet.Gateway.Ingest.Sockets;

/// <summary>What one vehicle has waiting on one socket, in order, behind the call that is under way. Guarded by <see cref="VehicleLanes"/>.</summary>
internal sealed class VehicleLane(string vehicleId)
{
    public string VehicleId => vehicleId;

    /// <summary>Bound: the positions of the messages in flight. Owner: the socket's lanes.</summary>
    public List<Load> Waiting { get; private set; } = [];

    public List<Load> TakeAll()
    {
        var all = Waiting;
        Waiting = [];
        return all;
    }

    /// <param name="Place">Within the message's valid positions.</param>
    internal readonly record struct Load(IngestMessage Message, int Place);
}
