using Fleet.Vehicles;
using Npgsql;

namespace Fleet.Storage.Postgres;

/// <summary>The columns of <c>positions</c>, in the one order in which they are written and read.</summary>
internal static class PositionColumns
{
    public const string All =
        "organization_id, vehicle_id, timestamp, latitude, longitude, received_at, late, engine_running, speed_kmh, heading_degrees, accuracy_m, altitude_m, "
        + "acceleration_x, acceleration_y, acceleration_z, gyroscope_x, gyroscope_y, gyroscope_z, fuel_level, odometer_km, speed_limit_kmh, trip_id, driver_id";

    private const int Count = 23;

    public static void Write(CopyRows rows, PositionAppend append, LoggedPosition logged)
    {
        var position = logged.Position;
        rows.StartRow(Count);
        rows.Text(append.OrganizationId);
        rows.Text(append.VehicleId);
        rows.Timestamp(position.Timestamp);
        rows.Double(position.Latitude);
        rows.Double(position.Longitude);
        rows.Timestamp(position.ReceivedAt);
        rows.Boolean(logged.Late);
        rows.Boolean(position.EngineRunning);
        rows.Double(position.SpeedKmh);
        rows.Double(position.HeadingDegrees);
        rows.Double(position.AccuracyMeters);
        rows.Double(position.AltitudeMeters);
        rows.Double(position.Acceleration?.X);
        rows.Double(position.Acceleration?.Y);
        rows.Double(position.Acceleration?.Z);
        rows.Double(position.Gyroscope?.X);
        rows.Double(position.Gyroscope?.Y);
        rows.Double(position.Gyroscope?.Z);
        rows.Double(position.FuelLevel);
        rows.Double(position.OdometerKm);
        rows.Double(position.SpeedLimitKmh);
        rows.Text(position.TripId);
        rows.Text(position.DriverId);
    }

    public static LoggedPosition Read(NpgsqlDataReader row) => new(
        new Position
        {
            Timestamp = row.GetFieldValue<DateTimeOffset>(2),
            Latitude = row.GetDouble(3),
            Longitude = row.GetDouble(4),
            ReceivedAt = row.GetFieldValue<DateTimeOffset>(5),
            EngineRunning = row.IsDBNull(7) ? null : row.GetBoolean(7),
            SpeedKmh = Number(row, 8),
            HeadingDegrees = Number(row, 9),
            AccuracyMeters = Number(row, 10),
            AltitudeMeters = Number(row, 11),
            Acceleration = Axes(row, 12),
            Gyroscope = Axes(row, 15),
            FuelLevel = Number(row, 18),
            OdometerKm = Number(row, 19),
            SpeedLimitKmh = Number(row, 20),
            TripId = row.IsDBNull(21) ? null : row.GetString(21),
            DriverId = row.IsDBNull(22) ? null : row.GetString(22),
        },
        row.GetBoolean(6));

    private static double? Number(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetDouble(column);

    private static Vector3? Axes(NpgsqlDataReader row, int first) => row.IsDBNull(first)
        ? null
        : new Vector3(row.GetDouble(first), row.GetDouble(first + 1), row.GetDouble(first + 2));
}
