using System.ComponentModel.DataAnnotations;

namespace Fleet.Webhooks;

/// <summary>Configuration section <c>Webhooks</c>, beside <see cref="OutboundOptions"/>: queues and their bounds.</summary>
public sealed class WebhookOptions
{
    [Range(1, 10_000)]
    public int MaxPerOrganization { get; set; } = 50;

    /// <summary>Deliveries of one webhook that wait. One more is given up at once and kept with the dead ones, to be sent again by hand.</summary>
    [Range(1, 100_000)]
    public int MaxPending { get; set; } = 1_000;

    /// <summary>Deliveries of one webhook that were given up and can be sent again. The oldest leave first.</summary>
    [Range(0, 100_000)]
    public int MaxDead { get; set; } = 500;

    /// <summary>Deliveries of one webhook that are done and stay in its log. The oldest leave first.</summary>
    [Range(0, 100_000)]
    public int MaxDone { get; set; } = 200;

    /// <summary>Requests to one receiver at a time.</summary>
    [Range(1, 100)]
    public int InFlight { get; set; } = 4;

    /// <summary>Up to so much is added to each wait between attempts, percent, by the delivery's id and attempt.</summary>
    [Range(0, 100)]
    public int JitterPercent { get; set; } = 10;

    /// <summary>A receiver's Retry-After is honoured up to this, seconds.</summary>
    [Range(0, 604_800)]
    public int MaxRetryAfterSeconds { get; set; } = 86_400;

    /// <summary>For how long a rotated secret still signs beside the new one, hours.</summary>
    [Range(0, 720)]
    public int RotationHours { get; set; } = 24;

    /// <summary>A backup waits so long to hear whether a live session was sent the event, seconds.</summary>
    [Range(1, 600)]
    public int BackupHoldSeconds { get; set; } = 10;
}
