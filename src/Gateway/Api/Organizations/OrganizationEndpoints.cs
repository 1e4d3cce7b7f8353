using Fleet.Audit;
using Fleet.Gateway.Api.Problems;
using Fleet.Gateway.Audit;
using Fleet.Gateway.Auth;
using Fleet.Gateway.Json;
using Fleet.Organizations;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace Fleet.Gateway.Api.Organizations;

internal static class OrganizationEndpoints
{
    private const string FirstKeyName = "first admin key";

    public static void MapOrganizations(this IEndpointRouteBuilder routes)
    {
        var organizations = routes.MapGroup("/v1/organizations").WithTags("Organizations");
        organizations.MapPost("", Create).Requires(Role.Viewer)
            .Describe("Create an organization", "Superusers only. The answer has its first admin key, which is shown this once.")
            .Takes<OrganizationBody>().Returns<OrganizationView>(201).Fails(409);
        organizations.MapGet("/{organization_id}", Get).Requires(Role.Viewer)
            .Describe("An organization's settings", "One's own; a superuser sees any.").Returns<OrganizationView>().Fails(404);
        organizations.MapPatch("/{organization_id}", Patch).Requires(Role.Admin)
            .Describe("Change settings", "Absent fields stay, null goes back to the default.")
            .Takes<OrganizationBody>().Returns<OrganizationView>().Fails(404);

        var thresholds = routes.MapGroup("/v1/thresholds").WithTags("Organizations");
        thresholds.MapGet("", GetThresholds).Requires(Role.Viewer)
            .Describe("The thresholds in force").Returns<ThresholdsView>();
        thresholds.MapPatch("", PatchThresholds).Requires(Role.Operator)
            .Describe("Change thresholds", "Absent ones stay, null goes back to the default.").Takes<ThresholdsView>().Returns<ThresholdsView>();
    }

    private static async Task<IResult> Create(HttpContext context, IGrainFactory grains, EntityIds ids)
    {
        if (!context.GetPrincipal().IsSuperuser)
            return new Problem(ProblemKinds.Forbidden, "This needs a superuser.");

        using var body = await RequestJson.Read(context);
        var id = body.Fields.Id("organization_id") ?? ids.Create("org");
        var settings = OrganizationBody.Read(body.Fields, new OrganizationSettings { OrganizationId = id, Name = "" }, isNew: true);
        body.ThrowIfInvalid();
        var grain = Grain(grains, id);
        if (await grain.Get() is not null)
            return new Problem(ProblemKinds.Conflict, "There is an organization of this id.");

        settings = await grain.Configure(settings);
        var secret = ApiKeySecret.Create();
        var key = await grain.AddApiKey(ApiKeySecret.Hash(secret), new ApiKeySpec { Name = FirstKeyName, Role = Role.Admin });
        await context.Audit(AuditAction.KeyCreated, key.KeyId, WireNames<Role>.Of(Role.Admin), organizationId: id);
        return Results.Created("/v1/organizations/" + id, OrganizationView.Of(settings) with { ApiKey = secret, KeyId = key.KeyId });
    }

    private static async Task<IResult> Get(HttpContext context, IGrainFactory grains, string organization_id) =>
        await Find(context, grains, organization_id) is { } settings
            ? Results.Ok(OrganizationView.Of(settings))
            : Problem.NotFound("organization");

    private static async Task<IResult> Patch(HttpContext context, IGrainFactory grains, string organization_id)
    {
        if (await Find(context, grains, organization_id) is not { } current)
            return Problem.NotFound("organization");

        using var body = await RequestJson.Read(context);
        body.RequireSameId("organization_id", organization_id);
        var settings = OrganizationBody.Read(body.Fields, current, isNew: false);
        body.ThrowIfInvalid();
        settings = await Grain(grains, organization_id).Configure(settings);
        await context.Audit(AuditAction.OrganizationChanged, organization_id, organizationId: organization_id);
        return Results.Ok(OrganizationView.Of(settings));
    }

    private static async Task<IResult> GetThresholds(HttpContext context, IGrainFactory grains) =>
        Results.Ok(ThresholdsView.Of((await Own(context, grains)).Thresholds));

    private static async Task<IResult> PatchThresholds(HttpContext context, IGrainFactory grains)
    {
        var current = await Own(context, grains);
        using var body = await RequestJson.Read(context);
        var thresholds = ThresholdsJson.Read(body.Fields, current.Thresholds);
        body.ThrowIfInvalid();
        var settings = await Grain(grains, current.OrganizationId).Configure(current with { Thresholds = thresholds });
        await context.Audit(AuditAction.ThresholdsChanged, current.OrganizationId);
        return Results.Ok(ThresholdsView.Of(settings.Thresholds));
    }

    /// <summary>The caller's own settings; the defaults where a token names an organization that was never configured.</summary>
    private static async Task<OrganizationSettings> Own(HttpContext context, IGrainFactory grains)
    {
        var id = context.GetPrincipal().OrganizationId;
        return await Grain(grains, id).Get() ?? new OrganizationSettings { OrganizationId = id, Name = id };
    }

    /// <summary>Null where there is none, or it is neither the caller's nor the caller a superuser.</summary>
    internal static async Task<OrganizationSettings?> Find(HttpContext context, IGrainFactory grains, string id)
    {
        var principal = context.GetPrincipal();
        return Identifier.IsValid(id) && (id == principal.OrganizationId || principal.IsSuperuser) ? await Grain(grains, id).Get() : null;
    }

    private static IOrganizationGrain Grain(IGrainFactory grains, string id) =>
        grains.GetGrain<IOrganizationGrain>(GrainKey.ForOrganization(id));
}
