namespace Fleet.Gateway.Protocols.SocketIo.Fleet;

/// <summary>What a subscription speaks: S1's vocabulary, or one of S4's rooms. Within a lane a session gets an event once.</summary>
internal enum LaneKind
{
    /// <summary>S1: <c>subscribe</c> with channels and filters.</summary>
    Channels,

    /// <summary>S4: <c>subscribe:vehicle</c>.</summary>
    Vehicle,

    /// <summary>S4: <c>subscribe:trip</c>.</summary>
    Trip,

    /// <summary>S4: <c>subscribe:tracking</c>.</summary>
    Tracking,
}
