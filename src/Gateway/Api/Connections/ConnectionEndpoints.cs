using Fleet.Gateway.Api.Problems;
using Fleet.Gateway.Subscriptions;
using Fleet.Organizations;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace Fleet.Gateway.Api.Connections;

/// <summary>S4's connection management. Each gateway knows its own connections only.</summary>
internal static class ConnectionEndpoints
{
    private const int MaxListed = 1_000;

    public static void MapConnections(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/v1/admin/connections").WithTags("Operators");
        group.MapGet("", List).Requires(Role.Operator)
            .Describe("Open connections", "The organization's, to this gateway, of every socket protocol.").Returns<ConnectionsView>();
        group.MapDelete("", DisconnectAll).Requires(Role.Operator)
            .Describe("Disconnect all", "Official Socket.IO clients do not come back by themselves.").Returns<DisconnectedView>();
        group.MapDelete("/{connection_id}", Disconnect).Requires(Role.Operator)
            .Describe("Disconnect one").Produces(204).Fails(404);
    }

    private static IResult List(HttpContext context, SessionRegistry registry)
    {
        var mine = Mine(context, registry).ToList();
        return Results.Ok(new ConnectionsView(
            mine.Count,
            [.. mine.OrderBy(c => c.Info.ConnectedAt).Take(MaxListed).Select(c => ConnectionView.Of(c.Info))]));
    }

    private static IResult DisconnectAll(HttpContext context, SessionRegistry registry)
    {
        var mine = Mine(context, registry).ToList();
        mine.ForEach(c => c.Session.Dismiss());
        return Results.Ok(new DisconnectedView(mine.Count));
    }

    private static IResult Disconnect(HttpContext context, SessionRegistry registry, string connection_id)
    {
        var found = Mine(context, registry).Where(c => c.Info.Id == connection_id).ToList();
        found.ForEach(c => c.Session.Dismiss());
        return found.Count > 0 ? Results.NoContent() : Problem.NotFound("connection");
    }

    private static IEnumerable<(SubscriberSession Session, SessionInfo Info)> Mine(HttpContext context, SessionRegistry registry)
    {
        var organization = context.GetPrincipal().OrganizationId;
        foreach (var session in registry.Sessions)
        {
            if (!session.IsClosing && session.Describe() is { } info && info.OrganizationId == organization)
                yield return (session, info);
        }
    }
}
