namespace Fleet.Storage.Postgres;

/// <summary>The primary key of a row; the timestamp as the database keeps it.</summary>
internal readonly record struct PositionKey(string OrganizationId, string VehicleId, long Microseconds)
{
    public static PositionKey Of(PositionAppend append, LoggedPosition row) =>
        new(append.OrganizationId, append.VehicleId, row.Position.Timestamp.UtcTicks / TimeSpan.TicksPerMicrosecond);
}
