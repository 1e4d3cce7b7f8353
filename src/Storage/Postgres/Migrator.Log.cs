using Microsoft.Extensions.Logging;

namespace Fleet.Storage.Postgres;

internal static partial class MigratorLog
{
    [LoggerMessage(7010, LogLevel.Information, "Applied migration {Name}")]
    public static partial void Applied(this ILogger logger, string name);

    [LoggerMessage(7011, LogLevel.Warning, "The database has migration {Version}, newer than this program's {Known}; going on, migrations only add")]
    public static partial void DatabaseIsNewer(this ILogger logger, int version, int known);
}
