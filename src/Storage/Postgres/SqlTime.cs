namespace Fleet.Storage.Postgres;

/// <summary>Moments on their way to the database: UTC, and the ends of .NET's calendar as the database's infinities.</summary>
internal static class SqlTime
{
    // Npgsql writes DateTime.MinValue and MaxValue as -infinity and infinity.
    public static DateTime Of(DateTimeOffset time) =>
        time == DateTimeOffset.MinValue ? DateTime.SpecifyKind(DateTime.MinValue, DateTimeKind.Utc)
        : time == DateTimeOffset.MaxValue ? DateTime.SpecifyKind(DateTime.MaxValue, DateTimeKind.Utc)
        : time.UtcDateTime;
}
