namespace Fleet.Storage;

/// <summary>What became of one append. Only <see cref="Committed"/> may be acknowledged to anyone.</summary>
public enum AppendStatus
{
    /// <summary>Durable. Late rows that the log had already are named in <see cref="AppendResult.Duplicates"/>.</summary>
    Committed,

    /// <summary>Certainly not written: the log is behind or away. Try again after <see cref="AppendResult.RetryAfter"/>.</summary>
    Busy,

    /// <summary>
    /// Certainly not written: the log holds something that the caller's state says it cannot. Another activation wrote.
    /// The caller must read its state anew before it appends again.
    /// </summary>
    Conflict,

    /// <summary>
    /// The database went away in the middle of the commit and was not back in time to ask. The rows are there whole or
    /// not at all. Do not acknowledge; read the state anew before appending again.
    /// </summary>
    Unknown,
}
