namespace Fleet.Storage.Postgres;

/// <summary>PostgreSQL's server programs are not on this machine.</summary>
public sealed class PostgresNotInstalledException : StorageException
{
    /// <summary>The Debian package that brings them.</summary>
    public const string Package = "postgresql";

    public PostgresNotInstalledException()
        : this("initdb, pg_ctl and postgres were not found on PATH or under /usr/lib/postgresql.")
    {
    }

    public PostgresNotInstalledException(string message)
        : base($"{message} Install the package '{Package}' (apt-get install {Package}), set Fleet:Database, or run without (--memory).")
    {
    }

    public PostgresNotInstalledException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
