using System.Text.Json.Nodes;
using Fleet.Audit;
using Fleet.Directory;
using Fleet.Gateway.Api.Keys;
using Fleet.Gateway.Api.Lists;
using Fleet.Gateway.Api.Problems;
using Fleet.Gateway.Audit;
using Fleet.Gateway.Auth;
using Fleet.Gateway.Json;
using Fleet.Organizations;
using Fleet.Webhooks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace Fleet.Gateway.Api.Webhooks;

/// <summary>Webhooks are the organization's: only its admins see them, and only those whose permissions are not narrowed may make them.</summary>
internal static class WebhookEndpoints
{
    public static void MapWebhooks(this IEndpointRouteBuilder routes)
    {
        var webhooks = routes.MapGroup("/v1/webhooks").WithTags("Webhooks");
        webhooks.MapGet("", List).Requires(Role.Admin)
            .Describe("List webhooks", "In the order of their ids. Never their secrets.").Returns<PageOf<WebhookView>>().Paged();
        webhooks.MapPost("", Create).Requires(Role.Admin)
            .Describe("Create a webhook", "The answer has the secret, which is shown this once. Requests are signed by the Standard Webhooks scheme.")
            .Takes<WebhookBody>().Returns<WebhookView>(201).Fails(409);
        webhooks.MapGet("/{webhook_id}", Get).Requires(Role.Admin)
            .Describe("A webhook").Returns<WebhookView>().Fails(404);
        webhooks.MapPut("/{webhook_id}", Put).Requires(Role.Admin)
            .Describe("Create or replace a webhook", "Its secret stays. Without authentication the one it has goes.").Takes<WebhookBody>().Returns<WebhookView>().Fails(409);
        webhooks.MapPatch("/{webhook_id}", Patch).Requires(Role.Admin)
            .Describe("Change fields", "Absent fields stay; null clears what may be absent.").Takes<WebhookBody>().Returns<WebhookView>().Fails(404);
        webhooks.MapDelete("/{webhook_id}", Delete).Requires(Role.Admin)
            .Describe("Delete a webhook", "What waits is not sent any more.").Produces(204).Fails(404);
        webhooks.MapPost("/{webhook_id}/rotate", Rotate).Requires(Role.Admin)
            .Describe("Make a new secret", "Shown this once. The one before signs beside it for a day.").Returns<WebhookView>().Fails(404);
        webhooks.MapPost("/{webhook_id}/test", Test).Requires(Role.Admin)
            .Describe("Send a message of type webhook.test").Returns<DeliveryQueuedView>(202).Fails(404).Fails(409);
        webhooks.MapGet("/{webhook_id}/deliveries", Deliveries).Requires(Role.Admin)
            .Describe("List deliveries", "The newest first. status is pending, delivered, dead or streamed.").Returns<PageOf<DeliveryView>>().Paged("status").Fails(404);
        webhooks.MapPost("/{webhook_id}/deliveries/{delivery_id}/redeliver", Redeliver).Requires(Role.Admin)
            .Describe("Send a delivery again that was given up", "Under the same id, with all its attempts before it.").Returns<DeliveryQueuedView>(202).Fails(404).Fails(409);
    }

    private static async Task<IResult> List(HttpContext context, DirectoryLists lists, IGrainFactory grains)
    {
        var principal = context.GetPrincipal();
        var page = PageRequest.Read(context, "webhooks");
        var query = new DirectoryQuery { OrganizationId = principal.OrganizationId, Kind = EntityKind.Webhook, Limit = page.Limit };
        return Results.Ok(await lists.Read(
            page,
            query,
            async id => await Grain(grains, principal, id).Get() is { } webhook ? WebhookView.Of(webhook) : null,
            context.RequestAborted));
    }

    private static async Task<IResult> Get(HttpContext context, IGrainFactory grains, string webhook_id) =>
        await Find(context, grains, webhook_id) is { } webhook ? Results.Ok(WebhookView.Of(webhook)) : Problem.NotFound("webhook");

    private static async Task<IResult> Create(HttpContext context, IGrainFactory grains, EntityIds ids)
    {
        using var body = await RequestJson.Read(context);
        var fields = WebhookBody.Open(body.Fields);
        var id = fields.Id("webhook_id") ?? ids.Create("wh");
        if (Identifier.IsValid(id) && await Find(context, grains, id) is not null)
            return new Problem(ProblemKinds.Conflict, "There is a webhook of this id.");

        var webhook = await Define(context, grains, body, fields, id, null);
        return webhook is null ? TooMany() : Results.Created("/v1/webhooks/" + id, WebhookView.Of(webhook));
    }

    private static async Task<IResult> Put(HttpContext context, IGrainFactory grains, string webhook_id)
    {
        if (!Identifier.IsValid(webhook_id))
            return Problem.NotFound("webhook");

        using var body = await RequestJson.Read(context);
        return await Define(context, grains, body, WebhookBody.Open(body.Fields), webhook_id, null) is { } webhook ? Results.Ok(WebhookView.Of(webhook)) : TooMany();
    }

    private static async Task<IResult> Patch(HttpContext context, IGrainFactory grains, string webhook_id)
    {
        if (await Find(context, grains, webhook_id) is not { } known)
            return Problem.NotFound("webhook");

        using var body = await RequestJson.Read(context);
        return await Define(context, grains, body, WebhookBody.Open(body.Fields), webhook_id, known.Spec) is { } webhook ? Results.Ok(WebhookView.Of(webhook)) : TooMany();
    }

    /// <summary>Null where the organization has as many as it may.</summary>
    private static async Task<WebhookSnapshot?> Define(
        HttpContext context, IGrainFactory grains, RequestJson body, JsonFields fields, string id, WebhookSpec? current)
    {
        var principal = context.GetPrincipal();
        if (fields.Id("webhook_id") is { } given && given != id)
            fields.Fail("webhook_id", FieldErrorCode.Conflict, "differs from the id in the path");

        var spec = WebhookBody.Read(fields, current);
        body.ThrowIfInvalid();
        if (!new Permissions().IsWithin(principal.Permissions))
            throw new ProblemException(new Problem(ProblemKinds.Forbidden, "A webhook is sent everything of its channels; the credential's permissions are narrower."));

        var webhook = Grain(grains, principal, id);
        if (spec.Url != current?.Url && await webhook.Refusal(spec.Url) is { } refusal)
            fields.Fail("url", FieldErrorCode.Refused, refusal);

        body.ThrowIfInvalid();
        if (!await Roster(grains, principal).Put(id, spec.Events, spec.BackupForStreaming))
            return null;

        var defined = await webhook.Define(spec);
        await context.Audit(AuditAction.WebhookChanged, id);
        return defined;
    }

    private static async Task<IResult> Delete(HttpContext context, IGrainFactory grains, string webhook_id)
    {
        var principal = context.GetPrincipal();
        if (await Find(context, grains, webhook_id) is null)
            return Problem.NotFound("webhook");

        await Roster(grains, principal).Remove(webhook_id);
        if (!await Grain(grains, principal, webhook_id).Remove())
            return Problem.NotFound("webhook");

        await context.Audit(AuditAction.WebhookDeleted, webhook_id);
        return Results.NoContent();
    }

    private static async Task<IResult> Rotate(HttpContext context, IGrainFactory grains, string webhook_id)
    {
        if (!Identifier.IsValid(webhook_id) || await Grain(grains, context.GetPrincipal(), webhook_id).Rotate() is not { } webhook)
            return Problem.NotFound("webhook");

        await context.Audit(AuditAction.WebhookRotated, webhook_id);
        return Results.Ok(WebhookView.Of(webhook));
    }

    private static async Task<IResult> Test(HttpContext context, IGrainFactory grains, EntityIds ids, TimeProvider time, string webhook_id)
    {
        if (await Find(context, grains, webhook_id) is null)
            return Problem.NotFound("webhook");

        var (key, now) = (ids.Create("test"), time.GetUtcNow());
        var message = new WebhookMessage
        {
            Key = key,
            Type = "webhook.test",
            Body = new JsonObject { ["type"] = "webhook.test", ["timestamp"] = UtcTimeConverter.Format(now), ["data"] = new JsonObject { ["webhook_id"] = webhook_id, ["test_id"] = key } }.ToJsonString(),
        };
        return await Grain(grains, context.GetPrincipal(), webhook_id).Send(message) is { } delivery
            ? Results.Json(new DeliveryQueuedView(delivery), statusCode: StatusCodes.Status202Accepted)
            : new Problem(ProblemKinds.Conflict, "The webhook is disabled.");
    }

    private static async Task<IResult> Deliveries(HttpContext context, IGrainFactory grains, string webhook_id)
    {
        var page = PageRequest.Read(context, "deliveries/" + webhook_id, "status");
        var fields = new QueryFields(context.Request.Query);
        var status = fields.Choice<DeliveryStatus>("status");
        fields.ThrowIfInvalid();
        if (await Find(context, grains, webhook_id) is null)
            return Problem.NotFound("webhook");

        var found = await Grain(grains, context.GetPrincipal(), webhook_id).Deliveries(status, page.After, page.Limit);
        return Results.Ok(page.Page([.. found.Deliveries.Select(DeliveryView.Of)], found.Next));
    }

    private static async Task<IResult> Redeliver(HttpContext context, IGrainFactory grains, string webhook_id, string delivery_id)
    {
        if (!Identifier.IsValid(delivery_id) || await Find(context, grains, webhook_id) is null)
            return Problem.NotFound("delivery");

        return await Grain(grains, context.GetPrincipal(), webhook_id).Redeliver(delivery_id) switch
        {
            Redelivery.Queued => Results.Json(new DeliveryQueuedView(delivery_id), statusCode: StatusCodes.Status202Accepted),
            Redelivery.NotDead => new Problem(ProblemKinds.Conflict, "The delivery was not given up."),
            Redelivery.QueueFull => new Problem(ProblemKinds.Conflict, "The webhook's queue is full."),
            _ => Problem.NotFound("delivery"),
        };
    }

    private static Problem TooMany() => new(ProblemKinds.Conflict, "The organization has as many webhooks as it may (Webhooks:MaxPerOrganization).");

    private static async Task<WebhookSnapshot?> Find(HttpContext context, IGrainFactory grains, string id) =>
        Identifier.IsValid(id) ? await Grain(grains, context.GetPrincipal(), id).Get() : null;

    private static IWebhookGrain Grain(IGrainFactory grains, Principal principal, string id) =>
        grains.GetGrain<IWebhookGrain>(GrainKey.For(principal.OrganizationId, id));

    private static IWebhookRosterGrain Roster(IGrainFactory grains, Principal principal) =>
        grains.GetGrain<IWebhookRosterGrain>(GrainKey.ForOrganization(principal.OrganizationId));
}
