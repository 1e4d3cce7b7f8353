using Fleet.Geofences;
using Fleet.Geography;
using Fleet.Organizations;

namespace Fleet.Gateway.Fakes;

/// <summary>Counts the fences that a test says there are.</summary>
public sealed class FakeGeofenceCatalogGrain : IGeofenceCatalogGrain
{
    public List<GeofenceDefinition> Fences { get; } = [];

    public Task<GeofenceCount> Count(GeoBounds? within)
    {
        var count = Fences.Count(f => within is not { } bounds || f.Shape.HasPointIn(bounds));
        return Task.FromResult(new GeofenceCount(count, count));
    }

    public Task Put(GeofenceDefinition definition) => throw new NotSupportedException();

    public Task Remove(string geofenceId) => throw new NotSupportedException();

    public Task<GeofenceChanges> Watch(IOrganizationObserver observer, long since) => throw new NotSupportedException();
}
