using Npgsql;

namespace Fleet.Storage.Postgres;

/// <summary>What an error says about the transaction it came out of.</summary>
internal static class PostgresFailure
{
    /// <summary>
    /// The server answered with an ERROR: the transaction is rolled back, the connection lives. A FATAL, or no answer,
    /// leaves a commit that was under way unknown.
    /// </summary>
    public static bool IsKnownRollback(Exception exception) =>
        exception is PostgresException { InvariantSeverity: "ERROR" } or CommitRaceException;

    /// <summary>
    /// Says nothing about the rows: the same transaction may well succeed later. Serialization and deadlock (40),
    /// resources such as a full disk (53), operator intervention (57), I/O errors of the server (58), connection (08).
    /// </summary>
    public static bool IsTransient(Exception exception) => exception switch
    {
        PostgresException { SqlState: ['4', '0', ..] or ['5', '3', ..] or ['5', '7', ..] or ['5', '8', ..] or ['0', '8', ..] } => true,
        PostgresException { SqlState: PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.ReadOnlySqlTransaction } => true,
        PostgresException => false,
        CommitRaceException => true,
        NpgsqlException or TimeoutException or IOException or System.Net.Sockets.SocketException => true,
        _ => false,
    };

    /// <summary>The database is there and works; only the same rows were wanted twice.</summary>
    public static bool IsContention(Exception exception) =>
        exception is PostgresException { SqlState: ['4', '0', ..] } or CommitRaceException;

    /// <summary>A row whose partition was dropped between the look and the write.</summary>
    public static bool IsMissingPartition(Exception exception) =>
        exception is PostgresException { SqlState: PostgresErrorCodes.CheckViolation, ConstraintName: null };
}
