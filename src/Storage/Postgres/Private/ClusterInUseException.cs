namespace Fleet.Storage.Postgres;

/// <summary>The folder of a private cluster belongs to another process that lives.</summary>
public sealed class ClusterInUseException : StorageException
{
    public ClusterInUseException()
    {
    }

    public ClusterInUseException(string message)
        : base(message)
    {
    }

    public ClusterInUseException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
