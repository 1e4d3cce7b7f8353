using System.Text.Json.Nodes;
using Fleet.Directory;
using Fleet.Gateway.Api.Lists;
using Fleet.Gateway.Api.Problems;
using Fleet.Gateway.Auth;
using Fleet.Gateway.Json;
using Fleet.Gateway.Protocols.Traffic;
using Fleet.Geofences;
using Fleet.Organizations;
using Fleet.Traffic;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Fleet.Gateway.Api.Traffic;

/// <summary>Cameras, zones, accidents, weather and air over REST.</summary>
internal static class TrafficEndpoints
{
    public static void AddTraffic(this IServiceCollection services)
    {
        services.AddOptions<TrafficOptions>().BindConfiguration("Fleet:Traffic").ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<TrafficReading>();
        services.AddSingleton<TrafficIntake>();
        services.AddSingleton<TrafficReports>();
        services.AddSingleton<TrafficHistory>();
    }

    public static void MapTraffic(this IEndpointRouteBuilder routes)
    {
        var traffic = routes.MapGroup("/v1/traffic").WithTags("Traffic");
        TrafficReports.Map(traffic);
        MapCameras(traffic);
        MapZones(traffic);
        MapAccidents(traffic);
        MapAreas(traffic);
        traffic.MapGet("/alerts", Alerts).Requires(Role.Viewer, TrafficChannels.Alerts)
            .Describe("Alerts in force", "The newest first.").Returns<PageOf<JsonObject>>();
        traffic.MapGet("/history", (TrafficHistory history, HttpContext context) => history.Events(context)).Requires(Role.Viewer)
            .Describe("What happened", "The newest first, as the socket told it. channels takes several with commas between, id a camera, zone, accident, area or alert. Pages as JSON, the whole range as NDJSON.")
            .Produces<PageOf<JsonObject>>(200, "application/json", History.HistoryFormats.Ndjson)
            .Fails(401).Fails(403).Fails(503).Paged(TrafficHistory.Filters);
    }

    private static void MapCameras(RouteGroupBuilder traffic)
    {
        traffic.MapGet("/cameras", (HttpContext context, DirectoryLists lists, IGrainFactory grains) =>
                List<ICameraGrain>(context, lists, grains, EntityKind.Camera, "cameras", async (grain, principal) =>
                    await grain.Get() is { } camera && principal.MaySee(camera.Definition.Location) ? TrafficViews.Of(camera) : null))
            .Requires(Role.Viewer, TrafficChannels.Flow).Describe("List cameras", "With their status and newest measure, in the order of their ids.")
            .Returns<PageOf<JsonObject>>().Paged();
        traffic.MapGet("/cameras/{camera_id}", async (HttpContext context, IGrainFactory grains, string camera_id) =>
                await FindCamera(context, grains, camera_id) is { } camera ? Results.Ok(TrafficViews.Of(camera)) : Problem.NotFound("camera"))
            .Requires(Role.Viewer, TrafficChannels.Flow).Describe("A camera").Returns<JsonObject>().Fails(404);
        traffic.MapPut("/cameras/{camera_id}", PutCamera).Requires(Role.Operator)
            .Describe("Create or replace a camera").Takes<CameraBody>().Returns<JsonObject>().Fails(404);
        traffic.MapDelete("/cameras/{camera_id}", async (HttpContext context, IGrainFactory grains, string camera_id) =>
                await FindCamera(context, grains, camera_id) is not null && await Grain<ICameraGrain>(context, grains, camera_id).Remove()
                    ? Results.NoContent() : Problem.NotFound("camera"))
            .Requires(Role.Operator).Describe("Delete a camera").Produces(204).Fails(404);
        traffic.MapPost("/cameras/{camera_id}/heartbeat", Beat).Requires(Role.Operator)
            .Describe("A camera lives", "An empty body will do.").Takes<HeartbeatBody>().Returns<JsonObject>().Fails(404);
        traffic.MapGet("/cameras/{camera_id}/flow", async (HttpContext context, IGrainFactory grains, TrafficHistory history, string camera_id) =>
                await FindCamera(context, grains, camera_id) is not null ? await history.Flow(context, camera_id) : Problem.NotFound("camera"))
            .Requires(Role.Viewer, TrafficChannels.Flow)
            .Describe("A camera's flow by the minute", "The newest first; the minute under way is not among them.")
            .Produces<PageOf<JsonObject>>(200, "application/json", History.HistoryFormats.Ndjson)
            .Fails(401).Fails(403).Fails(404).Fails(503).Paged(TrafficHistory.FlowFilters);
    }

    private static void MapZones(RouteGroupBuilder traffic)
    {
        traffic.MapGet("/zones", (HttpContext context, DirectoryLists lists, IGrainFactory grains) =>
                List<IZoneGrain>(context, lists, grains, EntityKind.Zone, "zones", async (grain, principal) =>
                    await grain.Get() is { } zone && principal.MaySee(zone.Definition.Center) ? TrafficViews.Of(zone) : null))
            .Requires(Role.Viewer, TrafficChannels.Congestion).Describe("List zones", "With their congestion, in the order of their ids.")
            .Returns<PageOf<JsonObject>>().Paged();
        traffic.MapGet("/zones/{zone_id}", async (HttpContext context, IGrainFactory grains, string zone_id) =>
                await FindZone(context, grains, zone_id) is { } zone ? Results.Ok(TrafficViews.Of(zone)) : Problem.NotFound("zone"))
            .Requires(Role.Viewer, TrafficChannels.Congestion).Describe("A zone and its congestion").Returns<JsonObject>().Fails(404);
        traffic.MapPut("/zones/{zone_id}", PutZone).Requires(Role.Operator)
            .Describe("Create or replace a zone").Takes<ZoneBody>().Returns<JsonObject>().Fails(404);
        traffic.MapDelete("/zones/{zone_id}", async (HttpContext context, IGrainFactory grains, string zone_id) =>
                await FindZone(context, grains, zone_id) is not null && await Grain<IZoneGrain>(context, grains, zone_id).Remove()
                    ? Results.NoContent() : Problem.NotFound("zone"))
            .Requires(Role.Operator).Describe("Delete a zone").Produces(204).Fails(404);
    }

    private static void MapAccidents(RouteGroupBuilder traffic)
    {
        traffic.MapGet("/accidents", (HttpContext context, DirectoryLists lists, IGrainFactory grains) =>
            {
                var query = new QueryFields(context.Request.Query);
                var open = query.Flag("open", otherwise: false);
                query.ThrowIfInvalid();
                return List<IAccidentGrain>(
                    context,
                    lists,
                    grains,
                    EntityKind.Accident,
                    "accidents",
                    async (grain, principal) =>
                        await grain.Get() is { } accident && principal.MaySee(accident.Location) && !(open && accident.Status == AccidentStatus.Resolved)
                            ? TrafficViews.Of(accident) : null,
                    "open");
            })
            .Requires(Role.Viewer, TrafficChannels.Accidents).Describe("List accidents", "The newest first; open=true leaves out what is resolved.")
            .Returns<PageOf<JsonObject>>().Paged("open");
        traffic.MapGet("/accidents/{accident_id}", async (HttpContext context, IGrainFactory grains, string accident_id) =>
                await FindAccident(context, grains, accident_id) is { } accident ? Results.Ok(TrafficViews.Of(accident)) : Problem.NotFound("accident"))
            .Requires(Role.Viewer, TrafficChannels.Accidents).Describe("An accident").Returns<JsonObject>().Fails(404);
        traffic.MapPatch("/accidents/{accident_id}", async (HttpContext context, IGrainFactory grains, string accident_id) =>
            {
                using var body = await RequestJson.Read(context);
                var update = AccidentUpdateBody.Read(body.Fields);
                body.ThrowIfInvalid();
                return await FindAccident(context, grains, accident_id) is null
                    ? Problem.NotFound("accident")
                    : AnswerOf(await Grain<IAccidentGrain>(context, grains, accident_id).Update(update));
            })
            .Requires(Role.Operator).Describe("Update an accident", "Absent fields stay.").Takes<AccidentUpdateBody>().Returns<JsonObject>().Fails(404).Fails(409);
        traffic.MapPost("/accidents/{accident_id}/resolve", async (HttpContext context, IGrainFactory grains, TrafficReading reading, string accident_id) =>
            {
                using var body = await RequestJson.Read(context, optional: true);
                var resolution = body.Fields.Choice<AccidentResolution>("resolution") ?? AccidentResolution.Cleared;
                var at = reading.Time(body.Fields);
                body.ThrowIfInvalid();
                return await FindAccident(context, grains, accident_id) is null
                    ? Problem.NotFound("accident")
                    : AnswerOf(await Grain<IAccidentGrain>(context, grains, accident_id).Resolve(resolution, at));
            })
            .Requires(Role.Operator).Describe("Resolve an accident", "An empty body means: cleared, now.").Takes<ResolveBody>().Returns<JsonObject>().Fails(404).Fails(409);
    }

    private static void MapAreas(RouteGroupBuilder traffic)
    {
        traffic.MapGet("/weather", (HttpContext context, DirectoryLists lists, IGrainFactory grains) =>
                List<IAreaGrain>(context, lists, grains, EntityKind.Area, "weather", async (grain, principal) =>
                    await grain.Get() is { Weather: { } weather } area && principal.MaySee(weather.Location) ? TrafficViews.Of(area.AreaId, weather) : null))
            .Requires(Role.Viewer, TrafficChannels.Weather).Describe("The newest weather of each area").Returns<PageOf<JsonObject>>().Paged();
        traffic.MapGet("/weather/alerts", (HttpContext context, DirectoryLists lists, IGrainFactory grains, TrafficReading reading) =>
                List<IWeatherAlertGrain>(context, lists, grains, EntityKind.WeatherAlert, "weather-alerts", async (grain, _) =>
                    await grain.Get() is { } alert && alert.End > reading.Now ? TrafficViews.Of(alert) : null))
            .Requires(Role.Viewer, TrafficChannels.Weather).Describe("Warnings that have not ended").Returns<PageOf<JsonObject>>().Paged();
        traffic.MapGet("/air-quality", (HttpContext context, DirectoryLists lists, IGrainFactory grains) =>
                List<IAreaGrain>(context, lists, grains, EntityKind.Area, "air-quality", async (grain, principal) =>
                    await grain.Get() is { Air: { } air } area && principal.MaySee(air.Location) ? TrafficViews.Of(area.AreaId, air) : null))
            .Requires(Role.Viewer, TrafficChannels.AirQuality).Describe("The newest air of each area").Returns<PageOf<JsonObject>>().Paged();
    }

    private static async Task<IResult> Alerts(HttpContext context, IGrainFactory grains)
    {
        var principal = context.GetPrincipal();
        new QueryFields(context.Request.Query).Only().ThrowIfInvalid();
        var active = await grains.GetGrain<ITrafficAlertsGrain>(GrainKey.ForOrganization(principal.OrganizationId)).Active();
        return Results.Ok(new PageOf<JsonObject>([.. active.Where(a => principal.MaySee(a.Location)).Select(TrafficViews.Of)], null));
    }

    private static async Task<IResult> PutCamera(HttpContext context, IGrainFactory grains, string camera_id)
    {
        var principal = context.GetPrincipal();
        if (!Identifier.IsValid(camera_id) || (await Grain<ICameraGrain>(context, grains, camera_id).Get() is { } known && !principal.MaySee(known.Definition.Location)))
            return Problem.NotFound("camera");

        using var body = await RequestJson.Read(context);
        body.RequireSameId("camera_id", camera_id);
        var camera = CameraBody.Read(body.Fields, principal, camera_id);
        body.ThrowIfInvalid();
        return Results.Ok(TrafficViews.Of(await Grain<ICameraGrain>(context, grains, camera_id).Define(camera!)));
    }

    private static async Task<IResult> PutZone(
        HttpContext context, IGrainFactory grains, IOptions<GeofenceShapeLimits> limits, IOptions<TrafficOptions> options, string zone_id)
    {
        var principal = context.GetPrincipal();
        if (!Identifier.IsValid(zone_id) || (await Grain<IZoneGrain>(context, grains, zone_id).Get() is { } known && !principal.MaySee(known.Definition.Center)))
            return Problem.NotFound("zone");

        using var body = await RequestJson.Read(context);
        body.RequireSameId("zone_id", zone_id);
        var zone = ZoneBody.Read(body.Fields, principal, zone_id, limits.Value, options.Value.FreeFlowKmh);
        body.ThrowIfInvalid();
        return Results.Ok(TrafficViews.Of(await Grain<IZoneGrain>(context, grains, zone_id).Define(zone!)));
    }

    private static async Task<IResult> Beat(HttpContext context, IGrainFactory grains, TrafficReading reading, string camera_id)
    {
        using var body = await RequestJson.Read(context, optional: true);
        var (frame, health) = HeartbeatBody.Read(body.Fields, reading);
        body.ThrowIfInvalid();
        if (await FindCamera(context, grains, camera_id) is null)
            return Problem.NotFound("camera");

        await Grain<ICameraGrain>(context, grains, camera_id).Beat(frame, health);
        return await FindCamera(context, grains, camera_id) is { } camera ? Results.Ok(TrafficViews.Of(camera)) : Problem.NotFound("camera");
    }

    private static IResult AnswerOf(AccidentOutcome outcome) => outcome switch
    {
        { Taken: TrafficTaken.Conflict } => new Problem(ProblemKinds.Conflict, "The accident is resolved."),
        { Accident: { } accident } => Results.Ok(TrafficViews.Of(accident)),
        _ => Problem.NotFound("accident"),
    };

    private static async Task<IResult> List<TGrain>(
        HttpContext context,
        DirectoryLists lists,
        IGrainFactory grains,
        EntityKind kind,
        string name,
        Func<TGrain, Principal, Task<JsonObject?>> find,
        params string[] filters)
        where TGrain : IGrainWithStringKey
    {
        var principal = context.GetPrincipal();
        var page = PageRequest.Read(context, "traffic/" + name, filters);
        var query = new DirectoryQuery { OrganizationId = principal.OrganizationId, Kind = kind, Limit = page.Limit };
        return Results.Ok(await lists.Read(page, query, id => find(Grain<TGrain>(context, grains, id), principal), context.RequestAborted));
    }

    private static async Task<CameraSnapshot?> FindCamera(HttpContext context, IGrainFactory grains, string id) =>
        Identifier.IsValid(id) && await Grain<ICameraGrain>(context, grains, id).Get() is { } camera && context.GetPrincipal().MaySee(camera.Definition.Location)
            ? camera : null;

    private static async Task<ZoneSnapshot?> FindZone(HttpContext context, IGrainFactory grains, string id) =>
        Identifier.IsValid(id) && await Grain<IZoneGrain>(context, grains, id).Get() is { } zone && context.GetPrincipal().MaySee(zone.Definition.Center)
            ? zone : null;

    private static async Task<Accident?> FindAccident(HttpContext context, IGrainFactory grains, string id) =>
        Identifier.IsValid(id) && await Grain<IAccidentGrain>(context, grains, id).Get() is { } accident && context.GetPrincipal().MaySee(accident.Location)
            ? accident : null;

    private static TGrain Grain<TGrain>(HttpContext context, IGrainFactory grains, string id)
        where TGrain : IGrainWithStringKey => grains.GetGrain<TGrain>(GrainKey.For(context.GetPrincipal().OrganizationId, id));
}
