namespace Fleet.Gateway.Protocols.SocketIo.Packets;

/// <summary>Types of Socket.IO v5 packets. The values are the digits on the wire.</summary>
internal enum PacketKind
{
    Connect = 0,
    Disconnect = 1,
    Event = 2,
    Ack = 3,
    ConnectError = 4,
    BinaryEvent = 5,
    BinaryAck = 6,
}
