using System.Globalization;
using Fleet.Audit;
using Fleet.Gateway.Api.Lists;
using Fleet.Gateway.Api.Problems;
using Fleet.Organizations;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace Fleet.Gateway.Api.Audit;

internal static class AuditEndpoint
{
    private static readonly string[] Filters = ["action", "from", "to", "unclaimed"];

    public static void MapAudit(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/admin/audit", List).WithTags("Operators").Requires(Role.Admin)
            .Describe("Who did what", "The newest first, of one's own organization. action takes several with commas between; from is included, to is not. unclaimed=true gives superusers the refused credentials that no organization could be told of.")
            .Returns<PageOf<AuditView>>().Paged(Filters);

    private static async Task<IResult> List(HttpContext context, IAuditLog log)
    {
        var page = PageRequest.Read(context, "audit", Filters);
        var fields = new QueryFields(context.Request.Query);
        var actions = fields.Choices<AuditAction>("action");
        var (from, until) = fields.Range();
        var unclaimed = fields.Flag("unclaimed", otherwise: false);
        fields.ThrowIfInvalid();
        if (unclaimed && !context.GetPrincipal().IsSuperuser)
            return new Problem(ProblemKinds.Forbidden, "What is no organization's is shown to superusers.");

        var rows = await log.Query(
            new AuditQuery
            {
                OrganizationId = unclaimed ? "" : context.GetPrincipal().OrganizationId,
                Actions = actions,
                From = from,
                Until = until,
                Before = page.After is { } after ? long.Parse(after, CultureInfo.InvariantCulture) : null,
                Limit = page.Limit + 1,
            },
            context.RequestAborted);
        AuditEntry[] shown = [.. rows.Take(page.Limit)];
        return Results.Ok(page.Page([.. shown.Select(AuditView.Of)], rows.Count > page.Limit ? shown[^1].N.ToString(CultureInfo.InvariantCulture) : null));
    }
}
