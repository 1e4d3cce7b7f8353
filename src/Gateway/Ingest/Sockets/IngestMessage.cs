using Fleet.Vehicles;

namespace Fleet.Gateway.Ingest.Sockets;

/// <summary>One message with positions on its way. What changes is guarded by the lock of <see cref="VehicleLanes"/>.</summary>
internal sealed class IngestMessage(long seq, PositionBatch batch)
{
    /// <summary>The client's own number, given back with the answer.</summary>
    public long Seq => seq;

    public PositionBatch Batch => batch;

    /// <summary>One per valid position.</summary>
    public PositionStatus[] Statuses { get; } = new PositionStatus[batch.Valid.Count];

    /// <summary>Its place among the messages of its socket.</summary>
    public long Arrival { get; set; }

    /// <summary>Positions that have no outcome yet.</summary>
    public int Open { get; set; } = batch.Valid.Count;

    /// <summary>Why it is not acknowledged; null where it is.</summary>
    public SlowDownReason? Refused { get; private set; }

    public TimeSpan? RetryAfter { get; private set; }

    /// <summary>With <see cref="SlowDownReason.Unavailable"/>: what went wrong first, for the log.</summary>
    public Exception? Cause { get; private set; }

    /// <summary>Keeps the first reason, and the longest wait.</summary>
    public void Refuse(SlowDownReason reason, TimeSpan? retryAfter, Exception? cause = null)
    {
        Cause ??= cause;
        Refused ??= reason;
        if (retryAfter is { } wait && !(RetryAfter >= wait))
            RetryAfter = wait;
    }
}
