using System.Collections.Immutable;
using Fleet.Vehicles;

namespace Fleet.Geofences;

/// <summary>The fences that one vehicle is inside of. Owned and persisted by the vehicle grain.</summary>
[GenerateSerializer, Alias("Fleet.OccupancyState")]
public sealed class OccupancyState
{
    [Id(0)] public ImmutableArray<GeofencePresence> Inside { get; set; } = [];

    /// <summary>Beside <see cref="Inside"/>; shorter where an older version wrote it.</summary>
    [Id(1)] public ImmutableArray<FenceStay> Stays { get; set; } = [];

    public OccupancyState Copy() => new() { Inside = Inside, Stays = Stays };

    /// <summary>The lowest limit of the fences it is inside of, km/h; null where none has one.</summary>
    public double? SpeedLimitKmh(GeofenceIndex index)
    {
        ArgumentNullException.ThrowIfNull(index);
        double? lowest = null;
        foreach (var presence in Inside)
        {
            if (index.TryGet(presence.GeofenceId, out var fence)
                && fence.Definition.SpeedLimitKmh is { } limit
                && !(limit >= lowest))
            {
                lowest = limit;
            }
        }

        return lowest;
    }

    /// <summary>Its place in <see cref="Inside"/>, or −1.</summary>
    internal int Find(string geofenceId)
    {
        for (var i = 0; i < Inside.Length; i++)
        {
            if (string.Equals(Inside[i].GeofenceId, geofenceId, StringComparison.Ordinal))
            {
                return i;
            }
        }

        return -1;
    }

    internal FenceStay StayAt(int place) => place < Stays.Length ? Stays[place] : default;

    internal void Keep(int place, FenceStay stay) => Stays = Padded().SetItem(place, stay);

    internal void Enter(GeofencePresence presence, FenceStay stay) =>
        (Stays, Inside) = (Padded().Add(stay), Inside.Add(presence));

    internal void LeaveAt(int place) =>
        (Stays, Inside) = (Padded().RemoveAt(place), Inside.RemoveAt(place));

    private ImmutableArray<FenceStay> Padded() => Stays.Length == Inside.Length ? Stays
        : Stays.IsDefault ? [.. Enumerable.Repeat(default(FenceStay), Inside.Length)]
        : [.. Stays, .. Enumerable.Repeat(default(FenceStay), Inside.Length - Stays.Length)];
}
