namespace Fleet.Storage;

/// <summary>The store is away or too far behind. Worth trying again.</summary>
[GenerateSerializer, Alias("Fleet.StorageUnavailableException")]
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
    [Id(0)] public bool OutcomeUnknown { get; init; }

    [Id(1)] public TimeSpan RetryAfter { get; init; }
}
