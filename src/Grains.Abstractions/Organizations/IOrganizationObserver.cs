using Fleet.Geofences;
using Fleet.Roads;

namespace Fleet.Organizations;

/// <summary>A silo that keeps an organization's settings, fences and roads at hand.</summary>
[Alias("Fleet.IOrganizationObserver")]
public interface IOrganizationObserver : IGrainObserver
{
    [Alias("FencesChanged")]
    Task FencesChanged(string organizationId, GeofenceChanges changes);

    [Alias("SettingsChanged")]
    Task SettingsChanged(OrganizationSettings settings);

    /// <summary>Completes when the silo has read what is new.</summary>
    [Alias("RoadsChanged")]
    Task RoadsChanged(string organizationId, RoadCatalog catalog);
}
