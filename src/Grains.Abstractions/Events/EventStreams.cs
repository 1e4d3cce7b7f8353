using System.Globalization;

namespace Fleet.Events;

/// <summary>Names of the streams and the rule that says which shard a thing belongs to.</summary>
public static class EventStreams
{
    /// <summary>Not the name of a grain storage: Orleans keeps a provider's subscriptions in the storage of its name before it looks for PubSubStore.</summary>
    public const string Provider = "events";

    public const string Namespace = "fleet-events";

    /// <summary>Every event about a vehicle, its trips included, is in the vehicle's shard; a driver's own events are in the driver's.</summary>
    /// <param name="id">A vehicle's or driver's id.</param>
    /// <param name="shards">Shards per organization; the same on every host of a cluster.</param>
    /// <returns>0 … shards − 1, by FNV-1a of the UTF-16 code units: stable across processes and versions.</returns>
    public static int ShardOf(string id, int shards)
    {
        var hash = 2166136261u;
        foreach (var c in id)
        {
            hash = (hash ^ c) * 16777619u;
        }

        return (int)(hash % (uint)shards);
    }

    /// <summary>The key of a shard's stream, the same as its grain's.</summary>
    public static string Key(string organizationId, int shard) =>
        string.Create(CultureInfo.InvariantCulture, $"{organizationId}/{shard}");
}
