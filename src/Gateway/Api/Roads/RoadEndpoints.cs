using System.Text.Json;
using Fleet.Audit;
using Fleet.Gateway.Api.Layers;
using Fleet.Gateway.Api.Problems;
using Fleet.Gateway.Audit;
using Fleet.Gateway.Auth;
using Fleet.Gateway.Json;
using Fleet.Organizations;
using Fleet.Roads;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;

namespace Fleet.Gateway.Api.Roads;

internal static class RoadEndpoints
{
    private const string GeoJsonType = "application/geo+json";

    public static void MapRoads(this IEndpointRouteBuilder routes)
    {
        var layers = routes.MapGroup("/v1/road-limits").WithTags("Road limits");
        layers.MapGet("", List).Requires(Role.Viewer)
            .Describe("List road layers", "All of them, in the order of their ids, without their roads.").Returns<RoadLayersView>();
        layers.MapGet("/{layer_id}", Get).Requires(Role.Viewer)
            .Describe("A road layer as GeoJSON", "Speeds in km/h. It can be put again as it is.")
            .Produces<RoadCollectionView>(200, GeoJsonType).Fails(401).Fails(403).Fails(404).Fails(503);
        layers.MapPut("/{layer_id}", Put).Requires(Role.Operator)
            .Describe(
                "Create or replace a road layer",
                "Features that are wrong are named and left out, the others are taken; where none can be taken nothing changes. In force, on every host, when the answer comes (or a second later at the most).")
            .Takes<RoadCollectionView>().Returns<RoadUploadView>();
        layers.MapDelete("/{layer_id}", Delete).Requires(Role.Operator)
            .Describe("Delete a road layer").Produces(204).Fails(404);
    }

    private static async Task<IResult> List(HttpContext context, IGrainFactory grains)
    {
        var catalog = await Catalog(grains, context.GetPrincipal()).Get();
        return Results.Ok(new RoadLayersView([.. catalog.Layers.Select(RoadLayerView.Of)]));
    }

    private static async Task<IResult> Get(HttpContext context, IGrainFactory grains, string layer_id)
    {
        var principal = context.GetPrincipal();
        if (!Identifier.IsValid(layer_id)
            || (await Catalog(grains, principal).Get()).Layers.All(l => l.LayerId != layer_id)
            || await grains.GetGrain<IRoadLayerGrain>(GrainKey.For(principal.OrganizationId, layer_id)).Get() is not { } layer)
            return Problem.NotFound("road layer");

        context.Response.ContentType = GeoJsonType;
        await using var writer = new Utf8JsonWriter(context.Response.BodyWriter);
        RoadGeoJson.Write(writer, layer);
        return Results.Empty;
    }

    private static async Task<IResult> Put(HttpContext context, IGrainFactory grains, IOptions<RoadLayerLimits> limits, string layer_id)
    {
        if (!Identifier.IsValid(layer_id))
            return Problem.Invalid("layer_id", FieldErrorCode.Format, Identifier.Rule);

        using var body = await RequestJson.Read(context, maxBytes: limits.Value.MaxBodyBytes);
        var upload = LayerUpload<RoadLimit>.Read(body, new RoadReader().Read, road => road.RoadId);
        if (upload.Features.IsEmpty)
            return upload.Nothing();

        var put = await Catalog(grains, context.GetPrincipal()).Put(layer_id, upload.Features);
        if (put.Layer is not { } layer)
            return LayerUpload<RoadLimit>.TooMany(put, limits.Value.MaxLayers, limits.Value.MaxPoints);

        await context.Audit(AuditAction.RoadLimitsChanged, layer_id);
        return Results.Ok(new RoadUploadView(
            RoadLayerView.Of(layer),
            upload.Features.Count(road => road.ForwardKmh is null && road.BackwardKmh is null),
            upload.Refused,
            upload.Errors));
    }

    private static async Task<IResult> Delete(HttpContext context, IGrainFactory grains, string layer_id)
    {
        if (!Identifier.IsValid(layer_id) || !await Catalog(grains, context.GetPrincipal()).Remove(layer_id))
            return Problem.NotFound("road layer");

        await context.Audit(AuditAction.RoadLimitsDeleted, layer_id);
        return Results.NoContent();
    }

    private static IRoadCatalogGrain Catalog(IGrainFactory grains, Principal principal) =>
        grains.GetGrain<IRoadCatalogGrain>(GrainKey.ForOrganization(principal.OrganizationId));
}
