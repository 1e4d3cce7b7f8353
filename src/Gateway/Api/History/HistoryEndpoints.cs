using System.Text.Json.Nodes;
using Fleet.Gateway.Api.Lists;
using Fleet.Organizations;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Fleet.Gateway.Api.History;

/// <summary>What was: positions, metrics, routes, events, reports. Needs the position log and the event log from the host.</summary>
internal static class HistoryEndpoints
{
    public static void AddHistory(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<HistoryOptions>()
            .Bind(configuration.GetSection(HistoryOptions.Section))
            .ValidateDataAnnotations()
            .ValidateOnStart();
        services.AddSingleton<VisiblePositions>();
        services.AddSingleton<VehicleHistory>();
        services.AddSingleton<TripRouteReader>();
        services.AddSingleton<EventHistory>();
        services.AddSingleton<DriverReports>();
    }

    public static void MapHistory(this IEndpointRouteBuilder routes)
    {
        var history = routes.MapGroup("/v1").WithTags("History");
        history.MapGet("/vehicles/{vehicle_id}/positions", (VehicleHistory vehicles, HttpContext context, string vehicle_id) =>
                vehicles.Positions(context, vehicle_id))
            .Requires(Role.Viewer, "locations")
            .Describe(
                "A vehicle's stored positions",
                "The oldest first. Pages as JSON; the whole range as NDJSON or GeoJSON, by Accept or format. late=false leaves out what came late.")
            .Produces<PageOf<StoredPosition>>(200, "application/json", HistoryFormats.Ndjson, HistoryFormats.Geojson)
            .Fails(401).Fails(403).Fails(404).Fails(503).Paged(VehicleHistory.PositionFilters);
        history.MapGet("/vehicles/{vehicle_id}/metrics", (VehicleHistory vehicles, HttpContext context, string vehicle_id) =>
                vehicles.Metrics(context, vehicle_id))
            .Requires(Role.Viewer, "locations")
            .Describe("A vehicle's figures over a range", "range is 15m, 1h, 7d …, up to now or to; or from and to.")
            .Returns<VehicleMetrics>().Fails(404).Asks(VehicleHistory.MetricsFilters);
        history.MapGet("/trips/{trip_id}/route", (TripRouteReader trips, HttpContext context, string trip_id) => trips.Read(context, trip_id))
            .Requires(Role.Viewer, "trip_updates")
            .Describe("The way of a trip", "A GeoJSON LineString with times, or format=polyline: an encoded polyline of precision 5.")
            .Produces<JsonObject>(200, HistoryFormats.Geojson, "application/json")
            .Fails(401).Fails(403).Fails(404).Fails(409).Fails(503).Asks(TripRouteReader.Filters);
        history.MapGet("/events", (EventHistory events, HttpContext context) => events.Read(context))
            .Requires(Role.Viewer)
            .Describe(
                "Events",
                "The newest first, as the streaming socket sends them. channels, types and severity take several with commas between. Pages as JSON, the whole range as NDJSON.")
            .Produces<PageOf<JsonObject>>(200, "application/json", HistoryFormats.Ndjson)
            .Fails(401).Fails(403).Fails(503).Paged(EventHistory.Filters);
        history.MapGet("/drivers/{driver_id}/report", (DriverReports reports, HttpContext context, string driver_id) =>
                reports.Read(context, driver_id))
            .Requires(Role.Viewer, "driver_performance")
            .Describe("A driver's report", "Trips that started in the range, incidents in it by type, the score and its change. The last 7 days where from is absent.")
            .Returns<DriverReport>().Fails(404).Asks(DriverReports.Filters);
    }
}
