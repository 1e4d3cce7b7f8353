using System.ComponentModel.DataAnnotations;

namespace Fleet.Gateway.Subscriptions;

/// <summary>Configuration section <c>Gateway:Subscriptions</c>.</summary>
public sealed class SubscriptionOptions : IValidatableObject
{
    public const string Section = "Gateway:Subscriptions";

    /// <summary>Messages waiting for one session. One more closes it with 4008.</summary>
    [Range(64, 1_000_000)]
    public int QueueCapacity { get; set; } = 10_000;

    /// <summary>With this many waiting a session lags: from then on only the newest location of each vehicle is kept for it.</summary>
    [Range(1, 100_000)]
    public int ConflateAt { get; set; } = 256;

    /// <summary>A location waits this long for others of its session, milliseconds: they leave in one write. 0 sends each at once. What must be sent never waits.</summary>
    [Range(0, 1_000)]
    public int GatherMilliseconds { get; set; } = 5;

    /// <summary>A session whose peer takes nothing for this long is closed with 4008, seconds.</summary>
    [Range(1, 3_600)]
    public int SlowConsumerSeconds { get; set; } = 10;

    /// <summary>Events read from a shard in one call when catching up.</summary>
    [Range(1, 5_000)]
    public int ReadSize { get; set; } = 128;

    /// <summary>Subscriptions and resumes of the whole gateway that read state from shards at a time; others wait their turn.</summary>
    [Range(1, 10_000)]
    public int ConcurrentJoins { get; set; } = 64;

    /// <summary>Pages of the event log that the whole gateway reads at a time, for resumes beyond the ring and for replays; others wait their turn.</summary>
    [Range(1, 1_000)]
    public int ConcurrentLogReads { get; set; } = 4;

    /// <summary>Replays of the whole gateway at a time; 0 for none.</summary>
    [Range(0, 10_000)]
    public int MaxReplays { get; set; } = 32;

    /// <summary>Replays of one organization at a time.</summary>
    [Range(0, 10_000)]
    public int MaxReplaysPerOrganization { get; set; } = 8;

    /// <summary>Replays of one connection at a time.</summary>
    [Range(0, 1_000)]
    public int MaxReplaysPerSession { get; set; } = 2;

    /// <summary>How often a silent shard is asked whether it moved on, seconds.</summary>
    [Range(1, 3_600)]
    public int CheckSeconds { get; set; } = 5;

    /// <summary>A feed nobody needs goes on for this long, seconds: reconnecting clients find it running.</summary>
    [Range(0, 3_600)]
    public int FeedGraceSeconds { get; set; } = 30;

    /// <summary>Vehicles listed in one fleet_status. Those beyond are counted in <c>vehicles_omitted</c>.</summary>
    [Range(1, 100_000)]
    public int MaxFleetVehicles { get; set; } = 2_000;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        // A resume hands over ReadSize events when a quarter of ConflateAt is waiting at most: that has to fit.
        if (ConflateAt + ReadSize > QueueCapacity)
        {
            yield return new ValidationResult(
                $"{Section}:{nameof(ConflateAt)} and {Section}:{nameof(ReadSize)} together must not be more than {Section}:{nameof(QueueCapacity)}.",
                [nameof(QueueCapacity)]);
        }
    }
}
