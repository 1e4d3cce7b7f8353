using Fleet.Audit;
using Fleet.Gateway.Api.Lists;
using Fleet.Gateway.Api.Problems;
using Fleet.Gateway.Audit;
using Fleet.Gateway.Auth;
using Fleet.Gateway.Json;
using Fleet.Organizations;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace Fleet.Gateway.Api.Keys;

internal static class ApiKeyEndpoints
{
    public static void MapApiKeys(this IEndpointRouteBuilder routes)
    {
        var keys = routes.MapGroup("/v1/api-keys").WithTags("API keys");
        keys.MapGet("", List).Requires(Role.Admin)
            .Describe("List API keys", "Never their secrets. Revoked ones stay listed.").Returns<PageOf<ApiKeyView>>().Paged();
        keys.MapPost("", Create).Requires(Role.Admin)
            .Describe("Create an API key", "The answer has the secret, which is shown this once. A key cannot be given more than its giver has.")
            .Takes<ApiKeyBody>().Returns<ApiKeyView>(201);
        keys.MapPost("/{key_id}/rotate", Rotate).Requires(Role.Admin)
            .Describe(
                "Rotate an API key",
                "The answer has a new key with the same rights, whose secret is shown this once. The old one goes on for grace_seconds (an hour where absent) and then ends.")
            .Takes<RotationBody>().Returns<ApiKeyView>(201).Fails(404).Fails(409);
        keys.MapDelete("/{key_id}", Revoke).Requires(Role.Admin)
            .Describe("Revoke an API key", "It is refused everywhere within a second.").Produces(204).Fails(404);
    }

    private static async Task<IResult> List(HttpContext context, IGrainFactory grains)
    {
        var page = PageRequest.Read(context, "api-keys");
        var all = (await Grain(context, grains).ListApiKeys()).OrderBy(k => k.KeyId, StringComparer.Ordinal);
        ApiKeyRecord[] rest = [.. all.Where(k => page.After is null || string.CompareOrdinal(k.KeyId, page.After) > 0).Take(page.Limit + 1)];
        ApiKeyRecord[] shown = [.. rest.Take(page.Limit)];
        return Results.Ok(page.Page([.. shown.Select(ApiKeyView.Of)], rest.Length > page.Limit ? shown[^1].KeyId : null));
    }

    private static async Task<IResult> Create(HttpContext context, IGrainFactory grains, TimeProvider time)
    {
        using var body = await RequestJson.Read(context);
        var spec = ApiKeyBody.Read(body.Fields, time.GetUtcNow());
        if (!spec.Permissions.IsWithin(context.GetPrincipal().Permissions))
            body.Fields.Fail("permissions", FieldErrorCode.Forbidden, "go beyond your own");
        body.ThrowIfInvalid();

        var secret = ApiKeySecret.Create();
        var key = await Grain(context, grains).AddApiKey(ApiKeySecret.Hash(secret), spec);
        await context.Audit(AuditAction.KeyCreated, key.KeyId, WireNames<Role>.Of(spec.Role));
        return Results.Created("/v1/api-keys/" + key.KeyId, ApiKeyView.Of(key) with { ApiKey = secret });
    }

    private static async Task<IResult> Rotate(HttpContext context, IGrainFactory grains, string key_id)
    {
        using var body = await RequestJson.Read(context, optional: true);
        var grace = TimeSpan.FromSeconds(body.Fields.Number("grace_seconds", 0, RotationBody.MaxSeconds) ?? RotationBody.DefaultSeconds);
        body.ThrowIfInvalid();
        var grain = Grain(context, grains);
        if ((await grain.ListApiKeys()).FirstOrDefault(k => k.KeyId == key_id) is not { } known)
            return Problem.NotFound("API key");

        if (!known.Spec.Permissions.IsWithin(context.GetPrincipal().Permissions))
            return new Problem(ProblemKinds.Forbidden, "The key's permissions go beyond your own.");

        var secret = ApiKeySecret.Create();
        var rotated = await grain.RotateApiKey(key_id, ApiKeySecret.Hash(secret), grace);
        if (rotated?.Key is { } made)
            await context.Audit(AuditAction.KeyRotated, key_id, made.KeyId);

        return rotated switch
        {
            null => Problem.NotFound("API key"),
            { Key: { } fresh } => Results.Created("/v1/api-keys/" + fresh.KeyId, ApiKeyView.Of(fresh) with { ApiKey = secret }),
            _ => new Problem(ProblemKinds.Conflict, "The key is revoked, expired or rotated already."),
        };
    }

    private static async Task<IResult> Revoke(HttpContext context, IGrainFactory grains, string key_id)
    {
        if (!Identifier.IsValid(key_id) || !await Grain(context, grains).RevokeApiKey(key_id))
            return Problem.NotFound("API key");

        await context.Audit(AuditAction.KeyRevoked, key_id);
        return Results.NoContent();
    }

    private static IOrganizationGrain Grain(HttpContext context, IGrainFactory grains) =>
        grains.GetGrain<IOrganizationGrain>(GrainKey.ForOrganization(context.GetPrincipal().OrganizationId));
}
