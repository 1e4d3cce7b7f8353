using System.Collections.Immutable;
using Fleet.Geography;
using Orleans.Runtime;

namespace Fleet.Traffic;

/// <summary>Keeps the outlines of an organization's zones. It is told by zones, asked by cameras, and calls nobody.</summary>
public sealed class TrafficMapGrain(
    [PersistentState("traffic-map", "fleet")] IPersistentState<TrafficMapState> persistent) : Grain, ITrafficMapGrain
{
    private readonly TrafficMap _map = new();

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        foreach (var zone in persistent.State.Zones)
        {
            _map.Put(zone);
        }

        return Task.CompletedTask;
    }

    public Task Put(ZoneDefinition zone)
    {
        ArgumentNullException.ThrowIfNull(zone);
        _map.Put(zone);
        return Write();
    }

    public Task Remove(string zoneId)
    {
        _map.Remove(zoneId);
        return Write();
    }

    public Task<ImmutableArray<string>> At(GeoPoint place) => Task.FromResult(_map.At(place));

    public Task<CameraZones> OfCamera(string cameraId, GeoPoint place) => Task.FromResult(_map.OfCamera(cameraId, place));

    private async Task Write()
    {
        persistent.State.Zones = [.. _map.Zones];
        try
        {
            await persistent.WriteStateAsync();
        }
        catch
        {
            DeactivateOnIdle(); // memory has what the store may not have
            throw;
        }
    }
}
