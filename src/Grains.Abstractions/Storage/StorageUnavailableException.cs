namespace Fleet.Storage;

/// <summary>The store is away or too far behind. Worth trying again.</summary>
public sealed class StorageUnavailableException : StorageException
{
    public StorageUnavailableException()
    {
    }

    public StorageUnavailableException(string message)
        : base(message)
    {
    }

    public StorageUnavailableException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>The write may have happened. The caller must read before it writes again.</summary>
    public bool OutcomeUnknown { get; init; }

    public TimeSpan RetryAfter { get; init; }
}
