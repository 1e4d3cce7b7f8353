using Fleet.Gateway.Json;
using Fleet.Gateway.Subscriptions;
using Fleet.Organizations;

namespace Fleet.Gateway.Api.Connections;

/// <summary>One open connection.</summary>
public sealed record ConnectionView(string ConnectionId, string Protocol, string UserId, string Role, DateTimeOffset ConnectedAt)
{
    internal static ConnectionView Of(SessionInfo info) =>
        new(info.Id, info.Protocol, info.UserId, WireNames<Role>.Of(info.Role), info.ConnectedAt);
}
