using Microsoft.Extensions.Logging;

namespace Fleet.Storage.Postgres;

internal static partial class PrivateClusterLog
{
    [LoggerMessage(7000, LogLevel.Information, "Making a PostgreSQL {Version} cluster in {Folder}")]
    public static partial void Creating(this ILogger logger, int version, string folder);

    [LoggerMessage(7001, LogLevel.Information, "PostgreSQL {Version} (pid {Pid}) serves {Folder}")]
    public static partial void Started(this ILogger logger, int version, int pid, string folder);

    [LoggerMessage(7002, LogLevel.Information, "PostgreSQL (pid {Pid}) was left running on {Folder} by a process that died; using it")]
    public static partial void Adopted(this ILogger logger, int pid, string folder);

    [LoggerMessage(7003, LogLevel.Warning, "Removed a postmaster.pid that no server stands behind in {Folder}")]
    public static partial void StaleFileRemoved(this ILogger logger, string folder);

    [LoggerMessage(7004, LogLevel.Information, "PostgreSQL on {Folder} stopped")]
    public static partial void Stopped(this ILogger logger, string folder);

    [LoggerMessage(7005, LogLevel.Error, "PostgreSQL (pid {Pid}) on {Folder} died; starting it again")]
    public static partial void Died(this ILogger logger, int pid, string folder);

    [LoggerMessage(7006, LogLevel.Error, "PostgreSQL on {Folder} did not start again; next try in {Delay}")]
    public static partial void RestartFailed(this ILogger logger, Exception exception, string folder, TimeSpan delay);
}
