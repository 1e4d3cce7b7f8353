using Microsoft.Extensions.Logging;

namespace Fleet.Storage.Postgres;

internal static partial class PartitionKeeperLog
{
    [LoggerMessage(7030, LogLevel.Information, "Dropped the positions of {Day}, past every retention")]
    public static partial void PartitionDropped(this ILogger logger, DateOnly day);

    [LoggerMessage(7031, LogLevel.Information, "The positions of {Day} are past retention but being read; next round")]
    public static partial void PartitionBusy(this ILogger logger, DateOnly day);

    [LoggerMessage(7032, LogLevel.Information, "Deleted {Rows} rows past retention from {Table}")]
    public static partial void RowsExpired(this ILogger logger, string table, int rows);

    [LoggerMessage(7033, LogLevel.Warning, "The partition keeper's round failed; next one as planned")]
    public static partial void RoundFailed(this ILogger logger, Exception exception);
}
