using Fleet.Gateway.Auth;
using Fleet.Gateway.Json;
using Fleet.Geofences;
using Fleet.Organizations;
using Fleet.Traffic;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;

namespace Fleet.Gateway.Api.Traffic;

/// <summary>What cameras, services and people report: POSTs that take one item or many.</summary>
internal sealed class TrafficReports(
    TrafficIntake intake, TrafficReading reading, IGrainFactory grains, IOptions<GeofenceShapeLimits> limits, IOptions<TrafficOptions> options)
{
    public static void Map(RouteGroupBuilder traffic)
    {
        Post<CameraBody>(traffic, "/cameras", static r => r.Camera, "Define cameras", "A known one is changed.");
        Post<DetectionBody>(traffic, "/detections", static r => r.Detection, "Report what cameras count", "The same camera and time again adds nothing; older than the newest is late and changes nothing.");
        Post<ZoneBody>(traffic, "/zones", static r => r.Zone, "Define zones", "A known one is changed. Its cameras know of it within seconds.");
        Post<AccidentBody>(traffic, "/accidents", static r => r.Accident, "Report accidents", "An id that is known adds nothing.");
        Post<WeatherBody>(traffic, "/weather", static r => r.Weather, "Report weather");
        Post<WeatherAlertBody>(traffic, "/weather/alerts", static r => r.Warning, "Report warnings of the weather service");
        Post<AirQualityBody>(traffic, "/air-quality", static r => r.Air, "Report the air", "The index is the US EPA's, computed from the pollutants.");
    }

    private static void Post<TBody>(
        RouteGroupBuilder traffic, string path, Func<TrafficReports, Func<JsonFields, Principal, TrafficItem?>> read, string summary, string? description = null)
        where TBody : notnull =>
        traffic.MapPost(path, (TrafficReports reports, HttpContext context) => reports.Take(context, read(reports)))
            .Requires(Role.Operator)
            .Describe(summary, (description is null ? "" : description + " ") + "One item or an array, with a result for each.")
            .Takes<TBody>().Returns<TrafficResults>().Fails(429);

    private Task<IResult> Take(HttpContext context, Func<JsonFields, Principal, TrafficItem?> read) => intake.Post(context, read);

    private TrafficItem? Camera(JsonFields fields, Principal principal)
    {
        var id = fields.Id("camera_id") ?? reading.NewId("cam");
        return CameraBody.Read(fields, principal, id) is not { } camera ? null
            : new TrafficItem(id, () => Done(Grain<ICameraGrain>(principal, id).Define(camera)));
    }

    private TrafficItem? Detection(JsonFields fields, Principal principal)
    {
        var id = fields.Id("camera_id", required: true);
        return DetectionBody.Read(fields, principal, reading) is not { } detection ? null
            : new TrafficItem(id!, () => Grain<ICameraGrain>(principal, id!).Measure(detection), Missing: "location");
    }

    private TrafficItem? Zone(JsonFields fields, Principal principal)
    {
        var id = fields.Id("zone_id") ?? reading.NewId("zone");
        return ZoneBody.Read(fields, principal, id, limits.Value, options.Value.FreeFlowKmh) is not { } zone ? null
            : new TrafficItem(id, () => Done(Grain<IZoneGrain>(principal, id).Define(zone)));
    }

    private TrafficItem? Accident(JsonFields fields, Principal principal) =>
        AccidentBody.Read(fields, principal, reading) is not { } accident ? null
            : new TrafficItem(accident.AccidentId, async () => (await Grain<IAccidentGrain>(principal, accident.AccidentId).Report(accident)).Taken);

    private TrafficItem? Weather(JsonFields fields, Principal principal) =>
        WeatherBody.Read(fields, principal, reading) is not var (id, weather) ? null
            : new TrafficItem(id, () => Grain<IAreaGrain>(principal, id).ReportWeather(weather));

    private TrafficItem? Warning(JsonFields fields, Principal principal) =>
        WeatherAlertBody.Read(fields, reading) is not { } alert ? null
            : new TrafficItem(alert.AlertId, () => Grain<IWeatherAlertGrain>(principal, alert.AlertId).Issue(alert));

    private TrafficItem? Air(JsonFields fields, Principal principal) =>
        AirQualityBody.Read(fields, principal, reading) is not var (id, air) ? null
            : new TrafficItem(id, () => Grain<IAreaGrain>(principal, id).ReportAir(air));

    private static async Task<TrafficTaken> Done(Task defined)
    {
        await defined;
        return TrafficTaken.Accepted;
    }

    private TGrain Grain<TGrain>(Principal principal, string id)
        where TGrain : IGrainWithStringKey => grains.GetGrain<TGrain>(GrainKey.For(principal.OrganizationId, id));
}
