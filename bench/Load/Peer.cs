namespace Fleet.Bench.Load;

/// <summary>Who is measured.</summary>
public enum Peer
{
    /// <summary>This gateway.</summary>
    Gateway,

    /// <summary>This gateway by Socket.IO.</summary>
    GatewaySocketIo,

    /// <summary>Socket.IO on Node, rooms per vehicle.</summary>
    SocketIo,

    /// <summary>A bare loop over Kestrel's WebSockets.</summary>
    Kestrel,

    /// <summary>A loop of <c>send</c> of prepared frames: what the kernel takes for it.</summary>
    Floor,

    /// <summary>Ours, S2's socket; what is named are cameras, none for all.</summary>
    GatewayTraffic,
}
