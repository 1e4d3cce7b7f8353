using Microsoft.Extensions.Logging;

namespace Fleet.Storage.Postgres;

internal static partial class GroupCommitterLog
{
    [LoggerMessage(7020, LogLevel.Warning, "The database is away from the {Log} log: {Reason}")]
    public static partial void DatabaseAway(this ILogger logger, string log, string reason);

    [LoggerMessage(7021, LogLevel.Information, "The database is back for the {Log} log after {Seconds:F1} s")]
    public static partial void DatabaseBack(this ILogger logger, string log, double seconds);

    [LoggerMessage(7022, LogLevel.Warning, "A commit of {Rows} rows to the {Log} log was cut off; asked the database: committed = {Committed}")]
    public static partial void OutcomeResolved(this ILogger logger, string log, int rows, bool committed);

    [LoggerMessage(7023, LogLevel.Error, "A commit of {Rows} rows to the {Log} log was cut off and the database is not back to ask; its callers are told that the outcome is unknown")]
    public static partial void OutcomeUnknown(this ILogger logger, string log, int rows);

    [LoggerMessage(7024, LogLevel.Warning, "A group of {Items} appends to the {Log} log was refused ({SqlState}); writing it carefully")]
    public static partial void GroupRefused(this ILogger logger, string log, int items, string? sqlState);

    [LoggerMessage(7025, LogLevel.Error, "An append to the {Log} log cannot be stored")]
    public static partial void ItemRefused(this ILogger logger, Exception exception, string log);

    [LoggerMessage(7026, LogLevel.Critical, "A commit lane of the {Log} log failed by a defect; its callers got the exception and the lane goes on")]
    public static partial void LaneFailed(this ILogger logger, Exception exception, string log);
}
