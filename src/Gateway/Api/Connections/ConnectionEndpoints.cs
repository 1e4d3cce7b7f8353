using System.Collections.Immutable;
using Fleet.Audit;
using Fleet.Gateway.Api.Problems;
using Fleet.Gateway.Audit;
using Fleet.Organizations;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace Fleet.Gateway.Api.Connections;

/// <summary>S4's connection management, over all gateways.</summary>
internal static class ConnectionEndpoints
{
    private const int MaxListed = 1_000;

    public static void MapConnections(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/v1/admin/connections").WithTags("Operators");
        group.MapGet("", List).Requires(Role.Operator)
            .Describe("Open connections", "The organization's, of every socket protocol, to all gateways. One that does not answer within 2 s stands in unanswered.").Returns<ConnectionsView>();
        group.MapDelete("", DisconnectAll).Requires(Role.Operator)
            .Describe("Disconnect all", "At all gateways. Official Socket.IO clients do not come back by themselves.").Returns<DisconnectedView>();
        group.MapDelete("/{connection_id}", Disconnect).Requires(Role.Operator)
            .Describe("Disconnect one", "Whichever gateway has it. 503 where it was not found and a gateway did not answer.").Produces(204).Fails(404);
    }

    private static async Task<IResult> List(HttpContext context, AllGateways gateways)
    {
        var organization = context.GetPrincipal().OrganizationId;
        var answers = await gateways.Ask(g => g.Connections(organization, MaxListed));
        var items = answers.SelectMany(a => a.Value?.Items.Select(c => ConnectionView.Of(c, a.Gateway)) ?? []);
        return Results.Ok(new ConnectionsView(
            answers.Sum(a => a.Value?.Count ?? 0), [.. items.OrderBy(c => c.ConnectedAt).Take(MaxListed)], Unanswered(answers)));
    }

    private static async Task<IResult> DisconnectAll(HttpContext context, AllGateways gateways)
    {
        var organization = context.GetPrincipal().OrganizationId;
        var answers = await gateways.Ask(g => g.Disconnect(organization, null));
        var ended = answers.Sum(a => a.Value);
        await context.Audit(AuditAction.ConnectionsEnded, "all", FormattableString.Invariant($"{ended} ended"));
        return Results.Ok(new DisconnectedView(ended, Unanswered(answers)));
    }

    private static async Task<IResult> Disconnect(HttpContext context, AllGateways gateways, string connection_id)
    {
        var organization = context.GetPrincipal().OrganizationId;
        var answers = await gateways.Ask(g => g.Disconnect(organization, connection_id));
        if (answers.Any(a => a.Value > 0))
        {
            await context.Audit(AuditAction.ConnectionsEnded, connection_id);
            return Results.NoContent();
        }

        return Unanswered(answers).IsEmpty
            ? Problem.NotFound("connection")
            : new Problem(ProblemKinds.Unavailable, "A gateway that may have this connection did not answer.") { RetryAfter = 1 };
    }

    private static ImmutableArray<string> Unanswered<T>(GatewayAnswer<T>[] answers) => [.. answers.Where(a => !a.HasAnswered).Select(a => a.Gateway)];
}
