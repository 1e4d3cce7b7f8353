using Fleet.Geofences;

namespace Fleet.Organizations;

/// <summary>A silo that keeps an organization's settings and fences at hand.</summary>
[Alias("Fleet.IOrganizationObserver")]
public interface IOrganizationObserver : IGrainObserver
{
    [Alias("FencesChanged")]
    Task FencesChanged(string organizationId, GeofenceChanges changes);

    [Alias("SettingsChanged")]
    Task SettingsChanged(OrganizationSettings settings);
}
