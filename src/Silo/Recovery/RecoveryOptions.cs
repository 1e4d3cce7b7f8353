using System.ComponentModel.DataAnnotations;

namespace Fleet.Silo;

/// <summary>Configuration section <c>Fleet:Recovery</c>.</summary>
public sealed class RecoveryOptions
{
    public const string Section = "Fleet:Recovery";

    /// <summary>Vehicles or trips woken at a time after a start. More gets done sooner, and takes more from live traffic.</summary>
    [Range(1, 1_000)]
    public int Concurrency { get; set; } = 32;

    /// <summary>Rounds, as long as some could not be reached.</summary>
    [Range(1, 1_000)]
    public int Attempts { get; set; } = 20;

    /// <summary>Between two rounds, seconds.</summary>
    [Range(1, 3_600)]
    public int RetrySeconds { get; set; } = 5;

    /// <summary>How often a silo looks whether another has left, seconds.</summary>
    [Range(1, 600)]
    public int WatchSeconds { get; set; } = 5;

    /// <summary>
    /// A shard with an event of the last so many hours is woken, so that alerts, webhooks and workflows see what was written right before
    /// the process died. Others wake at their next event.
    /// </summary>
    [Range(0, 8_760)]
    public int ShardHours { get; set; } = 24;
}
