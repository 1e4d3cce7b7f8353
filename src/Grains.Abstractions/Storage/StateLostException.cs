namespace Fleet.Storage;

/// <summary>
/// A grain has lost what it was told since its last checkpoint (its silo died, or another activation wrote). Whoever told
/// it reads its own state anew and tells everything again.
/// </summary>
[GenerateSerializer, Alias("Fleet.StateLostException")]
public sealed class StateLostException : StorageException
{
    public StateLostException()
    {
    }

    public StateLostException(string message)
        : base(message)
    {
    }

    public StateLostException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
