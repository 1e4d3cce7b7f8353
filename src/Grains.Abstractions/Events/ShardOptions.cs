using System.ComponentModel.DataAnnotations;

namespace Fleet.Events;

/// <summary>Configuration section <c>Fleet</c>.</summary>
public sealed class ShardOptions
{
    /// <summary>Event shards per organization. The same on every host of a cluster; changing it starts new epochs.</summary>
    [Range(1, 256)]
    public int Shards { get; set; } = 8;

    /// <summary>Events each shard keeps for resuming clients. The oldest leave first. Event ids are recognised as seen for as long.</summary>
    [Range(16, 10_000_000)]
    public int RingSize { get; set; } = 20_000;

    /// <summary>Safety events each shard keeps for new subscribers. The oldest leave first.</summary>
    [Range(0, 10_000)]
    public int RecentSafetyEvents { get; set; } = 100;

    /// <summary>Events in one item of the shard's stream. What arrives while an item is on its way goes into the next.</summary>
    [Range(1, 10_000)]
    public int StreamBatchSize { get; set; } = 500;

    /// <summary>Least time between two items of the shard's stream, milliseconds: the first event goes at once, what comes within goes together.</summary>
    [Range(0, 1_000)]
    public int StreamIntervalMilliseconds { get; set; } = 2;
}
