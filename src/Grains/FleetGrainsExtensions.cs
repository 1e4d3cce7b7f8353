using Fleet.Alerts;
using Fleet.Alerts.Channels;
using Fleet.Compliance;
using Fleet.Events;
using Fleet.Geofences;
using Fleet.Notifications;
using Fleet.Organizations;
using Fleet.Places;
using Fleet.Roads;
using Fleet.Traffic;
using Fleet.Trips;
using Fleet.Vehicles;
using Fleet.Webhooks;
using Fleet.Workflows;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Fleet;

/// <summary>What the fleet's grains need of their silo.</summary>
public static class FleetGrainsExtensions
{
    /// <summary>
    /// Options (checked at start) and the silo's organizations. The host brings an <see cref="Directory.IFleetDirectory"/>
    /// and the storage named <c>fleet</c>; the machine's clock serves where it brings no <see cref="TimeProvider"/>.
    /// </summary>
    public static IServiceCollection AddFleetGrains(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.TryAddSingleton(TimeProvider.System);
        services.AddChecked<ShardOptions>("Fleet");
        services.AddChecked<VehicleOptions>("Fleet:Vehicles");
        services.AddChecked<TripOptions>("Fleet:Trips");
        services.AddChecked<GeofenceOptions>("Fleet:GeofenceCatalog");
        services.AddChecked<RoadLayerLimits>("Fleet:Roads");
        services.AddChecked<PlaceLayerLimits>("Fleet:Places");
        services.AddChecked<HoursOfServiceOptions>("Fleet:HoursOfService");
        services.AddChecked<OrganizationOptions>("Fleet:Organizations");
        services.AddChecked<InboxOptions>("Fleet:Notifications");
        services.AddChecked<AlertOptions>(AlertOptions.Section);
        services.AddOutbound();
        services.AddAlertChannels();
        services.AddEventReactor<IAlertRulesGrain>("alerts");
        services.AddChecked<WebhookOptions>(OutboundOptions.Section);
        services.AddEventReactor<IWebhookRosterGrain>("webhooks");
        services.AddChecked<WorkflowOptions>("Fleet:Workflows");
        services.AddEventReactor<IWorkflowRosterGrain>("workflows");
        services.AddChecked<TrafficOptions>("Fleet:Traffic");
        services.TryAddSingleton<OrganizationContexts>();
        services.TryAddSingleton<IOrganizationContexts>(static provider => provider.GetRequiredService<OrganizationContexts>());
        return services;
    }

    /// <summary>A kind of grain that reacts to the events of every organization (decision 26).</summary>
    /// <param name="services">Of the silo.</param>
    /// <param name="name">Under which the shards keep how far it has come; never changes.</param>
    internal static IServiceCollection AddEventReactor<TGrain>(this IServiceCollection services, string name)
        where TGrain : IEventReactor =>
        services.AddSingleton(new EventReactor(
            name,
            static (grains, organizationId) => grains.GetGrain<TGrain>(GrainKey.ForOrganization(organizationId))));

    private static void AddChecked<TOptions>(this IServiceCollection services, string section)
        where TOptions : class =>
        services.AddOptions<TOptions>().BindConfiguration(section).ValidateDataAnnotations().ValidateOnStart();
}
