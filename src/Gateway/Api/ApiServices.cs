using Fleet.Gateway.Api.Alerts;
using Fleet.Gateway.Api.AsyncApi;
using Fleet.Gateway.Api.Audit;
using Fleet.Gateway.Api.Cluster;
using Fleet.Gateway.Api.Connections;
using Fleet.Gateway.Api.CustomEvents;
using Fleet.Gateway.Api.Drivers;
using Fleet.Gateway.Api.Geofences;
using Fleet.Gateway.Api.Health;
using Fleet.Gateway.Api.History;
using Fleet.Gateway.Api.Keys;
using Fleet.Gateway.Api.Lists;
using Fleet.Gateway.Api.Me;
using Fleet.Gateway.Api.Notifications;
using Fleet.Gateway.Api.Organizations;
using Fleet.Gateway.Api.Pages;
using Fleet.Gateway.Api.Places;
using Fleet.Gateway.Api.Reviews;
using Fleet.Gateway.Api.Roads;
using Fleet.Gateway.Api.Traffic;
using Fleet.Gateway.Api.Trips;
using Fleet.Gateway.Api.Vehicles;
using Fleet.Gateway.Api.Webhooks;
using Fleet.Gateway.Api.Workflows;
using Fleet.Geofences;
using Fleet.Hosting.Metrics;
using Fleet.Hosting.Roster;
using Fleet.Hosts;
using Fleet.Places;
using Fleet.Roads;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Fleet.Gateway.Api;

internal static class ApiServices
{
    public static IServiceCollection AddApi(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<ApiOptions>()
            .Bind(configuration.GetSection(ApiOptions.Section))
            .ValidateDataAnnotations()
            .ValidateOnStart();
        services.AddOptions<GeofenceShapeLimits>()
            .Bind(configuration.GetSection("Fleet:Geofences"))
            .ValidateDataAnnotations()
            .ValidateOnStart();
        services.AddOptions<RoadLayerLimits>()
            .Bind(configuration.GetSection("Fleet:Roads"))
            .ValidateDataAnnotations()
            .ValidateOnStart();
        services.AddOptions<PlaceLayerLimits>()
            .Bind(configuration.GetSection("Fleet:Places"))
            .ValidateDataAnnotations()
            .ValidateOnStart();
        services.AddOptions<DashboardOptions>()
            .Bind(configuration.GetSection(DashboardOptions.Section))
            .ValidateDataAnnotations()
            .ValidateOnStart();
        services.ConfigureHttpJsonOptions(o => ApiJson.Configure(o.SerializerOptions));
        services.AddSingleton<EntityIds>();
        services.AddSingleton<PageCursors>();
        services.AddSingleton<DirectoryLists>();
        services.AddSingleton<AlertDryRun>();
        services.AddHistory(configuration);
        services.AddTraffic();
        services.AddHostName();
        services.AddSingleton<GatewayConnections>();
        services.AddSingleton<IGatewayObserver>(static s => s.GetRequiredService<GatewayConnections>());
        services.AddSingleton<AllGateways>();
        services.AddFleetMetrics();
        services.AddAsyncApiDocument();
        services.AddOpenApi("v1", ApiDescription.Configure);
        return services;
    }

    public static void MapApi(this IEndpointRouteBuilder routes)
    {
        routes.MapVehicles();
        routes.MapDrivers();
        routes.MapDuty();
        routes.MapTrips();
        routes.MapGeofences();
        routes.MapRoads();
        routes.MapPlaces();
        routes.MapOrganizations();
        routes.MapRetention();
        routes.MapApiKeys();
        routes.MapMe();
        routes.MapCustomEvents();
        routes.MapReviews();
        routes.MapHistory();
        routes.MapNotifications();
        routes.MapNotificationSettings();
        routes.MapAlertRules();
        routes.MapAlerts();
        routes.MapWebhooks();
        routes.MapWorkflows();
        routes.MapTraffic();
        routes.MapConnections();
        routes.MapAudit();
        routes.MapHealth();
        routes.MapCluster();
        routes.MapFleetMetrics();
        routes.MapDashboard();
        routes.MapAsyncApi();
        routes.MapOpenApi("/openapi/{documentName}.json");
    }
}
