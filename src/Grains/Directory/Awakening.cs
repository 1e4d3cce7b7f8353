using Fleet.Alerts;
using Fleet.Drivers;
using Fleet.Geofences;
using Fleet.Traffic;
using Fleet.Trips;
using Fleet.Vehicles;
using Fleet.Webhooks;
using Fleet.Workflows;

namespace Fleet.Directory;

/// <summary>What is called so that the grain of a directory's line is there and its deadlines run again. Idempotent.</summary>
public static class Awakening
{
    public static Task Wake(this IGrainFactory grains, FleetEntry entry)
    {
        ArgumentNullException.ThrowIfNull(grains);
        ArgumentNullException.ThrowIfNull(entry);
        var key = GrainKey.For(entry.OrganizationId, entry.Id);
        return entry.Kind switch
        {
            EntityKind.Trip => WakeTrip(grains, entry, key),
            EntityKind.Driver => grains.GetGrain<IDriverGrain>(key).GetDuty(),
            EntityKind.Alert => grains.GetGrain<IAlertGrain>(key).Get(),
            EntityKind.AlertRules => grains.GetGrain<IAlertRulesGrain>(GrainKey.ForOrganization(entry.OrganizationId)).List(),
            EntityKind.Accident => grains.GetGrain<IAccidentGrain>(key).Get(),
            EntityKind.Geofence => grains.GetGrain<IGeofenceGrain>(key).Wake(),
            EntityKind.Webhook => grains.GetGrain<IWebhookGrain>(key).Wake(),
            EntityKind.Workflow => grains.GetGrain<IWorkflowRosterGrain>(GrainKey.ForOrganization(entry.OrganizationId)).Wake(),
            _ => Task.CompletedTask,
        };
    }

    /// <summary>With its vehicle and its driver, whose silence comes due too.</summary>
    private static async Task WakeTrip(IGrainFactory grains, FleetEntry entry, string key)
    {
        if (entry.VehicleId is { } vehicleId)
            await grains.GetGrain<IVehicleGrain>(GrainKey.For(entry.OrganizationId, vehicleId)).Get();

        if (await grains.GetGrain<ITripGrain>(key).Get() is { Plan.DriverId: { } driverId })
            await grains.GetGrain<IDriverGrain>(GrainKey.For(entry.OrganizationId, driverId)).GetDuty();
    }
}
