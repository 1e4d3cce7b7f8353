using Fleet.Gateway.Api;
using Fleet.Gateway.Ingest.OsmAnd;
using Fleet.Gateway.Ingest.Sockets;
using Fleet.Organizations;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Fleet.Gateway.Ingest;

internal static class IngestServices
{
    public static IServiceCollection AddIngest(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<IngestOptions>()
            .Bind(configuration.GetSection(IngestOptions.Section))
            .ValidateDataAnnotations()
            .ValidateOnStart();
        services.AddSingleton<IngestInstruments>();
        services.AddSingleton<IngestBudgets>();
        services.AddSingleton<PositionReader>();
        services.AddSingleton<DeviceEventReader>();
        services.AddSingleton<GrainIngestPipeline>();
        services.AddSingleton<IIngestPipeline>(s => s.GetRequiredService<GrainIngestPipeline>());
        services.AddSingleton<IVehicleReports>(s => s.GetRequiredService<GrainIngestPipeline>());
        services.AddSingleton<RequestIntake>();
        services.AddSingleton<LocationsEndpoint>();
        services.AddSingleton<OsmAndReader>();
        services.AddSingleton<OsmAndEndpoint>();
        services.AddSingleton<EventsEndpoint>();
        services.AddIngestSocket(configuration);
        return services;
    }

    public static void MapIngest(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/v1/locations", (LocationsEndpoint endpoint, HttpContext context) => endpoint.Post(context))
            .Requires(Role.Operator).WithTags("Ingest")
            .Describe(
                "Report positions",
                "One position or an array, nested or flat, with a result for each. Sending again what was sent before adds nothing.")
            .Takes<LocationBody>().Returns<LocationResults>().Fails(429);
        routes.MapPost("/v1/events", (EventsEndpoint endpoint, HttpContext context) => endpoint.Post(context))
            .Requires(Role.Operator).WithTags("Ingest")
            .Describe("Report device events", "One event or an array, with a result for each.")
            .Takes<EventBody>().Returns<EventResults>().Fails(429);
        routes.MapMethods("/osmand", ["GET", "POST"], (OsmAndEndpoint endpoint, HttpContext context) => endpoint.Take(context))
            .WithTags("Ingest")
            .Describe(
                "Report a position as OsmAnd or Traccar Client does",
                "Query or form parameters, or Traccar Client's JSON. The credential may also be in key. docs/ingest.md has the parameters.")
            .WithMetadata(new QueryParameters(OsmAndParameters.Names))
            .Returns<LocationResults>().Fails(400).Fails(413).Fails(415).Fails(429);
        routes.MapIngestSocket();
    }
}
