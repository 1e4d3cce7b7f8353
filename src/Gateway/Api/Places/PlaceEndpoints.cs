using System.Text.Json;
using Fleet.Audit;
using Fleet.Gateway.Api.Layers;
using Fleet.Gateway.Api.Problems;
using Fleet.Gateway.Audit;
using Fleet.Gateway.Auth;
using Fleet.Gateway.Json;
using Fleet.Geofences;
using Fleet.Organizations;
using Fleet.Places;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;

namespace Fleet.Gateway.Api.Places;

internal static class PlaceEndpoints
{
    private const string GeoJsonType = "application/geo+json";

    public static void MapPlaces(this IEndpointRouteBuilder routes)
    {
        var layers = routes.MapGroup("/v1/places").WithTags("Places");
        layers.MapGet("", List).Requires(Role.Viewer)
            .Describe("List place layers", "All of them, in the order of their ids, without their places.").Returns<PlaceLayersView>();
        layers.MapGet("/{layer_id}", Get).Requires(Role.Viewer)
            .Describe("A place layer as GeoJSON", "It can be put again as it is.")
            .Produces<PlaceCollectionView>(200, GeoJsonType).Fails(401).Fails(403).Fails(404).Fails(503);
        layers.MapPut("/{layer_id}", Put).Requires(Role.Operator)
            .Describe(
                "Create or replace a place layer",
                "Points with an address (or a name), streets (lines) and areas (polygons) with a name: what fills address and place of messages. Features that are wrong are named and left out, the others are taken; where none can be taken nothing changes. In force, on every host, when the answer comes (or a second later at the most).")
            .Takes<PlaceCollectionView>().Returns<PlaceUploadView>();
        layers.MapDelete("/{layer_id}", Delete).Requires(Role.Operator)
            .Describe("Delete a place layer").Produces(204).Fails(404);
    }

    private static async Task<IResult> List(HttpContext context, IGrainFactory grains)
    {
        var catalog = await Catalog(grains, context.GetPrincipal()).Get();
        return Results.Ok(new PlaceLayersView([.. catalog.Layers.Select(PlaceLayerView.Of)]));
    }

    private static async Task<IResult> Get(HttpContext context, IGrainFactory grains, string layer_id)
    {
        var principal = context.GetPrincipal();
        if (!Identifier.IsValid(layer_id)
            || (await Catalog(grains, principal).Get()).Layers.All(l => l.LayerId != layer_id)
            || await grains.GetGrain<IPlaceLayerGrain>(GrainKey.For(principal.OrganizationId, layer_id)).Get() is not { } layer)
            return Problem.NotFound("place layer");

        context.Response.ContentType = GeoJsonType;
        await using var writer = new Utf8JsonWriter(context.Response.BodyWriter);
        PlaceGeoJson.Write(writer, layer);
        return Results.Empty;
    }

    private static async Task<IResult> Put(
        HttpContext context, IGrainFactory grains, IOptions<PlaceLayerLimits> limits, IOptions<GeofenceShapeLimits> shapes, string layer_id)
    {
        if (!Identifier.IsValid(layer_id))
            return Problem.Invalid("layer_id", FieldErrorCode.Format, Identifier.Rule);

        using var body = await RequestJson.Read(context, maxBytes: limits.Value.MaxBodyBytes);
        var upload = LayerUpload<Place>.Read(body, new PlaceReader(shapes.Value).Read, place => place.PlaceId);
        if (upload.Features.IsEmpty)
            return upload.Nothing();

        var put = await Catalog(grains, context.GetPrincipal()).Put(layer_id, upload.Features);
        if (put.Layer is not { } layer)
            return LayerUpload<Place>.TooMany(put, limits.Value.MaxLayers, limits.Value.MaxPoints);

        await context.Audit(AuditAction.PlacesChanged, layer_id);
        return Results.Ok(new PlaceUploadView(PlaceLayerView.Of(layer), upload.Refused, upload.Errors));
    }

    private static async Task<IResult> Delete(HttpContext context, IGrainFactory grains, string layer_id)
    {
        if (!Identifier.IsValid(layer_id) || !await Catalog(grains, context.GetPrincipal()).Remove(layer_id))
            return Problem.NotFound("place layer");

        await context.Audit(AuditAction.PlacesDeleted, layer_id);
        return Results.NoContent();
    }

    private static IPlaceCatalogGrain Catalog(IGrainFactory grains, Principal principal) =>
        grains.GetGrain<IPlaceCatalogGrain>(GrainKey.ForOrganization(principal.OrganizationId));
}
