using Fleet.Gateway.Subscriptions;
using Fleet.Hosts;

namespace Fleet.Gateway.Api.Connections;

/// <summary>This gateway's own connections, for itself and for the other gateways.</summary>
internal sealed class GatewayConnections(SessionRegistry registry) : IGatewayObserver
{
    public Task<ConnectionReports> Connections(string organizationId, int atMost)
    {
        var mine = Of(organizationId).Select(c => c.Info).ToList();
        return Task.FromResult(new ConnectionReports
        {
            Count = mine.Count,
            Items = [.. mine.OrderBy(i => i.ConnectedAt).Take(atMost).Select(Report)],
        });
    }

    public Task<int> Disconnect(string organizationId, string? connectionId)
    {
        var found = Of(organizationId).Where(c => connectionId is null || c.Info.Id == connectionId).ToList();
        found.ForEach(c => c.Session.Dismiss());
        return Task.FromResult(found.Count);
    }

    private IEnumerable<(SubscriberSession Session, SessionInfo Info)> Of(string organizationId)
    {
        foreach (var session in registry.Sessions)
        {
            if (!session.IsClosing && session.Describe() is { } info && info.OrganizationId == organizationId)
                yield return (session, info);
        }
    }

    private static ConnectionReport Report(SessionInfo info) =>
        new() { Id = info.Id, Protocol = info.Protocol, UserId = info.UserId, Role = info.Role, ConnectedAt = info.ConnectedAt };
}
