using System.Text.Json;

namespace Fleet.Gateway.Ingest;

/// <summary>Field names to fields and back. The length is looked at first: most names are told apart by it alone.</summary>
internal static class PositionFields
{
    /// <param name="json">Stands on a property name.</param>
    public static PositionField Identify(ref Utf8JsonReader json)
    {
        if (json.ValueIsEscaped)
            return IdentifyEscaped(ref json);

        var name = json.ValueSpan;
        return name.Length switch
        {
            1 => name[0] switch
            {
                (byte)'x' => PositionField.X,
                (byte)'y' => PositionField.Y,
                (byte)'z' => PositionField.Z,
                _ => PositionField.None,
            },
            5 => Is(name, "speed"u8, PositionField.Speed),
            6 => Is(name, "motion"u8, PositionField.Motion),
            7 => name[0] == 't' ? Is(name, "trip_id"u8, PositionField.TripId) : Is(name, "heading"u8, PositionField.Heading),
            8 => name[1] switch
            {
                (byte)'a' => Is(name, "latitude"u8, PositionField.Latitude),
                (byte)'o' => Is(name, "location"u8, PositionField.Location),
                (byte)'c' => Is(name, "accuracy"u8, PositionField.Accuracy),
                _ => Is(name, "altitude"u8, PositionField.Altitude),
            },
            9 => name[0] switch
            {
                (byte)'l' => Is(name, "longitude"u8, PositionField.Longitude),
                (byte)'t' => Is(name, "timestamp"u8, PositionField.Timestamp),
                (byte)'g' => Is(name, "gyroscope"u8, PositionField.Gyroscope),
                _ => Is(name, "driver_id"u8, PositionField.DriverId),
            },
            10 => name[0] == 'v' ? Is(name, "vehicle_id"u8, PositionField.VehicleId) : Is(name, "fuel_level"u8, PositionField.FuelLevel),
            11 => name[0] == 's' ? Is(name, "speed_limit"u8, PositionField.SpeedLimit) : Is(name, "odometer_km"u8, PositionField.OdometerKm),
            12 => Is(name, "acceleration"u8, PositionField.Acceleration),
            14 => Is(name, "engine_running"u8, PositionField.EngineRunning),
            _ => PositionField.None,
        };
    }

    public static string NameOf(PositionField field) => field switch
    {
        PositionField.VehicleId => "vehicle_id",
        PositionField.Timestamp => "timestamp",
        PositionField.Latitude => "latitude",
        PositionField.Longitude => "longitude",
        PositionField.Speed => "speed",
        PositionField.Heading => "heading",
        PositionField.Accuracy => "accuracy",
        PositionField.Altitude => "altitude",
        PositionField.Acceleration => "acceleration",
        PositionField.Gyroscope => "gyroscope",
        PositionField.FuelLevel => "fuel_level",
        PositionField.EngineRunning => "engine_running",
        PositionField.OdometerKm => "odometer_km",
        PositionField.SpeedLimit => "speed_limit",
        PositionField.TripId => "trip_id",
        PositionField.DriverId => "driver_id",
        PositionField.Location => "location",
        PositionField.Motion => "motion",
        PositionField.X => "x",
        PositionField.Y => "y",
        PositionField.Z => "z",
        _ => "item",
    };

    /// <summary><c>"l\u0061titude"</c> is latitude: an escaped name must not slip past the test for duplicates.</summary>
    private static PositionField IdentifyEscaped(ref Utf8JsonReader json)
    {
        for (var bit = 1; bit <= (int)PositionField.Z; bit <<= 1)
        {
            if (json.ValueTextEquals(NameOf((PositionField)bit)))
                return (PositionField)bit;
        }

        return PositionField.None;
    }

    private static PositionField Is(ReadOnlySpan<byte> name, ReadOnlySpan<byte> candidate, PositionField field) =>
        name.SequenceEqual(candidate) ? field : PositionField.None;
}
