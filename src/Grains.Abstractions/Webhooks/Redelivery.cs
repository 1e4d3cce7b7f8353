namespace Fleet.Webhooks;

/// <summary>What became of the wish to send a delivery again.</summary>
public enum Redelivery
{
    Queued,
    NotFound,

    /// <summary>It waits already, or was delivered.</summary>
    NotDead,

    QueueFull,
}
