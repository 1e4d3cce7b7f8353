using Fleet.Gateway.Auth;

namespace Fleet.Gateway.Protocols.SpatialFlow;

/// <summary>What a handshake asks for; judged while its request still stands.</summary>
/// <param name="Ids">Of the path, by their names in the route; not checked yet.</param>
/// <param name="Resume">The query's; null where it has none.</param>
internal sealed record SpatialFlowRequest(AuthResult Who, IReadOnlyDictionary<string, string> Ids, string? Resume);
