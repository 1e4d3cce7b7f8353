using Fleet.Alerts;
using Fleet.Audit;
using Fleet.Gateway.Api.Keys;
using Fleet.Gateway.Api.Lists;
using Fleet.Gateway.Api.Problems;
using Fleet.Gateway.Audit;
using Fleet.Gateway.Json;
using Fleet.Organizations;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace Fleet.Gateway.Api.Alerts;

/// <summary>Rules are the organization's: whoever reads alerts may read them, only operators whose permissions are not narrowed may change them.</summary>
internal static class AlertRuleEndpoints
{
    private const string Channel = AlertEndpoints.Channel;

    public static void MapAlertRules(this IEndpointRouteBuilder routes)
    {
        var rules = routes.MapGroup("/v1/alert-rules").WithTags("Alerts");
        rules.MapGet("", List).Requires(Role.Viewer, Channel)
            .Describe("List alert rules", "In the order of their ids. An organization begins with S1's four.").Returns<PageOf<AlertRuleView>>().Paged();
        rules.MapPost("", Create).Requires(Role.Operator, Channel)
            .Describe("Create an alert rule", "In force for what happens from then on.").Takes<AlertRuleBody>().Returns<AlertRuleView>(201).Fails(409);
        rules.MapGet("/{rule_id}", Get).Requires(Role.Viewer, Channel)
            .Describe("An alert rule and what it has done").Returns<AlertRuleView>().Fails(404);
        rules.MapPut("/{rule_id}", Put).Requires(Role.Operator, Channel)
            .Describe("Create or replace an alert rule", "Alerts that are there stay as they are.").Takes<AlertRuleBody>().Returns<AlertRuleView>().Fails(409);
        rules.MapPatch("/{rule_id}", Patch).Requires(Role.Operator, Channel)
            .Describe("Change fields", "Absent fields stay; null clears what may be absent.").Takes<AlertRuleBody>().Returns<AlertRuleView>().Fails(404);
        rules.MapDelete("/{rule_id}", Delete).Requires(Role.Operator, Channel)
            .Describe("Delete an alert rule", "Its alerts stay.").Produces(204).Fails(404);
        rules.MapPost("/{rule_id}/dry-run", DryRun).Requires(Role.Operator, Channel)
            .Describe("What a rule would have raised", "Over the last day of what the caller may see; nothing is raised or told.").Takes<DryRunBody>().Returns<DryRunView>().Fails(404);
        rules.MapGet("/{rule_id}/findings", Findings).Requires(Role.Viewer, Channel)
            .Describe("What a shadow rule would have raised", "Of vehicles that the caller may see.").Returns<FindingsView>().Fails(404);
    }

    private static async Task<IResult> List(HttpContext context, IGrainFactory grains)
    {
        var page = PageRequest.Read(context, "alert_rules");
        var all = (await Rules(grains, context).List()).Where(r => page.After is null || string.CompareOrdinal(r.Rule.RuleId, page.After) > 0).ToList();
        var items = all.Take(page.Limit).Select(r => AlertRuleView.Of(r.Rule, r)).ToList();
        return Results.Ok(page.Page(items, all.Count > page.Limit ? items[^1].RuleId : null));
    }

    private static async Task<IResult> Get(HttpContext context, IGrainFactory grains, string rule_id) =>
        await Rules(grains, context).Find(rule_id) is { } found ? Results.Ok(AlertRuleView.Of(found.Rule, found)) : Problem.NotFound("alert rule");

    private static async Task<IResult> Create(HttpContext context, IGrainFactory grains, EntityIds ids)
    {
        using var body = await RequestJson.Read(context);
        var rule = AlertRuleJson.Read(body.Fields, body.Element, body.Fields.Id("rule_id") ?? ids.Create("rule"), null);
        body.ThrowIfInvalid();
        RequireAll(context);
        if (await Rules(grains, context).Put(rule, onlyNew: true) is not { } kept)
            return new Problem(ProblemKinds.Conflict, "There is an alert rule of this id, or there are as many as there may be.");

        await context.Audit(AuditAction.AlertRuleChanged, kept.RuleId);
        return Results.Created("/v1/alert-rules/" + kept.RuleId, AlertRuleView.Of(kept));
    }

    private static async Task<IResult> Put(HttpContext context, IGrainFactory grains, string rule_id) =>
        Identifier.IsValid(rule_id) ? await Define(context, grains, rule_id, null) : Problem.NotFound("alert rule");

    private static async Task<IResult> Patch(HttpContext context, IGrainFactory grains, string rule_id) =>
        await Rules(grains, context).Find(rule_id) is { } known ? await Define(context, grains, rule_id, known.Rule) : Problem.NotFound("alert rule");

    private static async Task<IResult> Define(HttpContext context, IGrainFactory grains, string id, AlertRule? current)
    {
        using var body = await RequestJson.Read(context);
        body.RequireSameId("rule_id", id);
        var rule = AlertRuleJson.Read(body.Fields, body.Element, id, current);
        body.ThrowIfInvalid();
        RequireAll(context);
        if (await Rules(grains, context).Put(rule, onlyNew: false) is not { } kept)
            return new Problem(ProblemKinds.Conflict, "There are as many alert rules as there may be.");

        await context.Audit(AuditAction.AlertRuleChanged, id);
        return Results.Ok(AlertRuleView.Of(kept, await Rules(grains, context).Find(id)));
    }

    private static async Task<IResult> Delete(HttpContext context, IGrainFactory grains, string rule_id)
    {
        RequireAll(context);
        if (!await Rules(grains, context).Delete(rule_id))
            return Problem.NotFound("alert rule");

        await context.Audit(AuditAction.AlertRuleDeleted, rule_id);
        return Results.NoContent();
    }

    private static async Task<IResult> DryRun(HttpContext context, IGrainFactory grains, AlertDryRun runs, string rule_id)
    {
        using var body = await RequestJson.Read(context, optional: true);
        var kept = Identifier.IsValid(rule_id) ? await Rules(grains, context).Find(rule_id) : null;
        var rule = body.Fields.Object("rule") is { } fields ? AlertRuleJson.Read(fields, body.Element.GetProperty("rule"), rule_id, null) : kept?.Rule;
        body.ThrowIfInvalid();
        return rule is null || !Identifier.IsValid(rule_id)
            ? Problem.NotFound("alert rule")
            : Results.Ok(await runs.Run(rule, context.GetPrincipal(), context.RequestAborted));
    }

    private static async Task<IResult> Findings(HttpContext context, IGrainFactory grains, string rule_id) =>
        await Rules(grains, context).Find(rule_id) is { } found
            ? Results.Ok(new FindingsView([.. found.Findings
                .Where(f => context.GetPrincipal().MaySee(f.Draft))
                .Select(f => FindingView.Of(f.Draft, f.Suppressed))]))
            : Problem.NotFound("alert rule");

    /// <summary>A rule looks at everything of the organization, and tells others of it.</summary>
    private static void RequireAll(HttpContext context)
    {
        if (!new Permissions().IsWithin(context.GetPrincipal().Permissions))
            throw new ProblemException(new Problem(ProblemKinds.Forbidden, "A rule sees everything of the organization; the credential's permissions are narrower."));
    }

    private static IAlertRulesGrain Rules(IGrainFactory grains, HttpContext context) =>
        grains.GetGrain<IAlertRulesGrain>(GrainKey.ForOrganization(context.GetPrincipal().OrganizationId));
}
