using Fleet.Alerts;
using Fleet.Directory;
using Fleet.Gateway.Api.Lists;
using Fleet.Gateway.Api.Problems;
using Fleet.Gateway.Auth;
using Fleet.Gateway.Json;
using Fleet.Organizations;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace Fleet.Gateway.Api.Alerts;

internal static class AlertEndpoints
{
    public const string Channel = "alerts";

    private const int MaxNote = 500;

    private static readonly string[] Filters = ["status", "priority", "rule_id", "vehicle_id", "driver_id", "from", "to"];

    public static void MapAlerts(this IEndpointRouteBuilder routes)
    {
        var alerts = routes.MapGroup("/v1/alerts").WithTags("Alerts");
        alerts.MapGet("", List).Requires(Role.Viewer, Channel)
            .Describe("List alerts", "The newest first, by the events that raised them. status is active, acknowledged or resolved.").Returns<PageOf<AlertView>>().Paged(Filters);
        alerts.MapGet("/{alert_id}", Get).Requires(Role.Viewer, Channel)
            .Describe("An alert, its history, and who was told").Returns<AlertView>().Fails(404);
        alerts.MapPost("/{alert_id}/acknowledge", Acknowledge).Requires(Role.Operator, Channel)
            .Describe("Acknowledge an alert", "It escalates no further. Twice is the same as once.").Takes<AlertNoteBody>().Returns<AlertView>().Fails(404);
        alerts.MapPost("/{alert_id}/resolve", Resolve).Requires(Role.Operator, Channel)
            .Describe("Resolve an alert", "Twice is the same as once.").Takes<AlertNoteBody>().Returns<AlertView>().Fails(404);
    }

    /// <summary>Who sees some vehicles only sees their alerts.</summary>
    public static bool MaySee(this Principal principal, AlertDraft alert) =>
        (principal.Permissions.VehicleRestrictions.IsEmpty || (alert.VehicleId is { } vehicle && principal.MayTouchVehicle(vehicle)))
        && principal.MaySee(alert.Source.Location);

    private static async Task<IResult> List(HttpContext context, DirectoryLists lists, IGrainFactory grains)
    {
        var principal = context.GetPrincipal();
        var page = PageRequest.Read(context, "alerts", Filters);
        var fields = new QueryFields(context.Request.Query);
        var (from, to) = fields.Range();
        var (status, priority, rule) = (fields.Choice<AlertStatus>("status"), fields.Choices<AlertPriority>("priority"), fields.Id("rule_id"));
        var query = new DirectoryQuery
        {
            OrganizationId = principal.OrganizationId,
            Kind = EntityKind.Alert,
            Status = status is { } wanted ? WireNames<AlertStatus>.Of(wanted) : null,
            VehicleId = fields.Id("vehicle_id"),
            DriverId = fields.Id("driver_id"),
            From = from,
            Until = to,
            Limit = page.Limit,
        };
        fields.ThrowIfInvalid();
        return Results.Ok(await lists.Read(
            page,
            query,
            async id => await Find(grains, principal, id) is { } alert
                && (status is null || alert.Status == status) && (priority.Count == 0 || priority.Contains(alert.Priority)) && (rule is null || alert.Alert.RuleId == rule)
                ? View(alert, principal) : null,
            context.RequestAborted));
    }

    private static async Task<IResult> Get(HttpContext context, IGrainFactory grains, string alert_id) =>
        await Find(grains, context.GetPrincipal(), alert_id) is { } alert ? Results.Ok(View(alert, context.GetPrincipal())) : Problem.NotFound("alert");

    private static Task<IResult> Acknowledge(HttpContext context, IGrainFactory grains, string alert_id) =>
        Change(context, grains, alert_id, static (alert, by, note) => alert.Acknowledge(by, note));

    private static Task<IResult> Resolve(HttpContext context, IGrainFactory grains, string alert_id) =>
        Change(context, grains, alert_id, static (alert, by, note) => alert.Resolve(by, note));

    private static async Task<IResult> Change(HttpContext context, IGrainFactory grains, string id, Func<IAlertGrain, string, string?, Task<AlertSnapshot?>> change)
    {
        var principal = context.GetPrincipal();
        using var body = await RequestJson.Read(context, optional: true);
        var note = body.Fields.Text("note", MaxNote);
        body.ThrowIfInvalid();
        return await Find(grains, principal, id) is not null && await change(Alert(grains, principal, id), principal.Subject, note) is { } alert
            ? Results.Ok(View(alert, principal))
            : Problem.NotFound("alert");
    }

    private static AlertView View(AlertSnapshot alert, Principal principal) => AlertView.Of(alert, recipients: principal.Has(Role.Admin));

    private static async Task<AlertSnapshot?> Find(IGrainFactory grains, Principal principal, string id) =>
        Identifier.IsValid(id) && await Alert(grains, principal, id).Get() is { } alert && principal.MaySee(alert.Alert) ? alert : null;

    private static IAlertGrain Alert(IGrainFactory grains, Principal principal, string id) =>
        grains.GetGrain<IAlertGrain>(GrainKey.For(principal.OrganizationId, id));
}
