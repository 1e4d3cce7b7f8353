using Fleet.Events;

namespace Fleet.Alerts;

[GenerateSerializer, Alias("Fleet.AlertState")]
public sealed class AlertState
{
    /// <summary>Null where there is no such alert.</summary>
    [Id(0)] public AlertDraft? Draft { get; set; }

    [Id(1)] public AlertStatus Status { get; set; }

    [Id(2)] public AlertPriority Priority { get; set; }

    /// <summary>By the server's clock: escalations count from here (decision 5).</summary>
    [Id(3)] public DateTimeOffset ReceivedAt { get; set; }

    /// <summary>When the newest event of it came, by the server's clock.</summary>
    [Id(4)] public DateTimeOffset LastReceivedAt { get; set; }

    /// <summary>The number of the last command that was applied.</summary>
    [Id(5)] public long Applied { get; set; }

    [Id(6)] public int Suppressed { get; set; }

    /// <summary>Escalations that have happened.</summary>
    [Id(7)] public int Escalated { get; set; }

    /// <summary>Bound: one of each step but escalations and suppressed ones, which have bounds of their own.</summary>
    [Id(8)] public List<AlertMark> History { get; set; } = [];

    /// <summary>Steps that are stored and that the event shard may not have yet. Bound: nothing new is taken while it holds more than a batch's.</summary>
    [Id(9)] public List<AlertChanged> Untold { get; set; } = [];

    /// <summary>Bound: recipients of the channels of the rule and its escalations.</summary>
    [Id(10)] public List<AlertDelivery> Deliveries { get; set; } = [];
}
