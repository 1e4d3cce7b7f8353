using Fleet.Events;

namespace Fleet.WireVectors;

/// <summary>An event as number 17 of shard 3's line of epoch e1, and the exact packet that one of Socket.IO's forms makes of it.</summary>
/// <param name="Form">By the name of the form's property.</param>
public sealed record SocketIoVector(string Name, string Form, FleetEvent Event, string Packet)
{
    public override string ToString() => Name;
}
