namespace Fleet.Storage;

/// <summary>The store refused what it was given, or could not be reached. Says which in words fit for a log.</summary>
[GenerateSerializer, Alias("Fleet.StorageException")]
public class StorageException : Exception
{
    public StorageException()
    {
    }

    public StorageException(string message)
        : base(message)
    {
    }

    public StorageException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
