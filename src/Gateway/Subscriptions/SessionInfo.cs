namespace Fleet.Gateway.Subscriptions;

/// <summary>Who is connected, for operators.</summary>
/// <param name="Id">Socket.IO's <c>socket.id</c>, or the session id that the protocol told its client.</param>
/// <param name="UserId">The token's subject, or the API key's id.</param>
public sealed record SessionInfo(string Id, string Protocol, string OrganizationId, string UserId, Organizations.Role Role, DateTimeOffset ConnectedAt);
