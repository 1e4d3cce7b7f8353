using Fleet.Audit;
using Fleet.Gateway.Api.Keys;
using Fleet.Gateway.Api.Problems;
using Fleet.Gateway.Audit;
using Fleet.Gateway.Json;
using Fleet.Notifications;
using Fleet.Organizations;
using Fleet.Webhooks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace Fleet.Gateway.Api.Notifications;

/// <summary>Ways to people outside of the product: only for admins, and to change them only for those whose permissions are not narrowed.</summary>
internal static class NotificationSettingsEndpoints
{
    public static void MapNotificationSettings(this IEndpointRouteBuilder routes)
    {
        var settings = routes.MapGroup("/v1/notification-settings").WithTags("Alerts");
        settings.MapGet("", Get).Requires(Role.Admin)
            .Describe("How people are told of alerts", "Never with secrets.").Returns<NotificationSettingsView>();
        settings.MapPatch("", Patch).Requires(Role.Admin)
            .Describe("Change how people are told", "Absent fields stay; null clears. URLs are checked before they are taken.").Takes<NotificationSettingsBody>().Returns<NotificationSettingsView>();
    }

    private static async Task<IResult> Get(HttpContext context, IGrainFactory grains) =>
        Results.Ok(NotificationSettingsView.Of(await Settings(grains, context).Get()));

    private static async Task<IResult> Patch(HttpContext context, IGrainFactory grains)
    {
        using var body = await RequestJson.Read(context);
        var grain = Settings(grains, context);
        var current = await grain.Get();
        var changed = NotificationSettingsBody.Read(body.Fields, current);
        body.ThrowIfInvalid();
        if (!new Permissions().IsWithin(context.GetPrincipal().Permissions))
            throw new ProblemException(new Problem(ProblemKinds.Forbidden, "Alerts tell everything of the organization; the credential's permissions are narrower."));

        await Check("slack", changed.SlackUrl, current.SlackUrl);
        await Check("webhook", changed.WebhookUrl, current.WebhookUrl);
        body.ThrowIfInvalid();
        var made = changed is { WebhookUrl: not null, WebhookSecret: null } ? WebhookSecret.Create() : null;
        var put = await grain.Put(changed with { WebhookSecret = changed.WebhookUrl is null ? null : made ?? changed.WebhookSecret });
        await context.Audit(AuditAction.NotificationSettingsChanged, context.GetPrincipal().OrganizationId);
        return Results.Ok(NotificationSettingsView.Of(put, made));

        async Task Check(string name, string? url, string? before)
        {
            if (url is not null && url != before && await grain.Refusal(url) is { } refusal)
                body.Fields.Fail(name + ".url", FieldErrorCode.Refused, refusal);
        }
    }

    private static INotificationSettingsGrain Settings(IGrainFactory grains, HttpContext context) =>
        grains.GetGrain<INotificationSettingsGrain>(GrainKey.ForOrganization(context.GetPrincipal().OrganizationId));
}
