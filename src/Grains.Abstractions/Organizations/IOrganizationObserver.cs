using Fleet.Geofences;
using Fleet.Layers;

namespace Fleet.Organizations;

/// <summary>A silo that keeps an organization's settings, fences, roads and places at hand.</summary>
[Alias("Fleet.IOrganizationObserver")]
public interface IOrganizationObserver : IGrainObserver
{
    [Alias("FencesChanged")]
    Task FencesChanged(string organizationId, GeofenceChanges changes);

    [Alias("SettingsChanged")]
    Task SettingsChanged(OrganizationSettings settings);

    /// <summary>Completes when the silo has read what is new.</summary>
    [Alias("RoadsChanged")]
    Task RoadsChanged(string organizationId, LayerCatalog catalog);

    /// <summary>Completes when the silo has read what is new.</summary>
    [Alias("PlacesChanged")]
    Task PlacesChanged(string organizationId, LayerCatalog catalog);
}
