namespace Fleet.Gateway.Protocols.SocketIo.Fleet;

/// <summary>An answer in a session's queue that is told again if its client did not get it.</summary>
/// <param name="N">Its number among the session's answers.</param>
internal sealed record KeptAnswer(long N, byte[] Packet);
