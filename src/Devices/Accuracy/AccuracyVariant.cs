namespace Fleet.Devices.Accuracy;

/// <summary>One way of feeding the drives: with or without the motion sensors.</summary>
/// <param name="Title">Heading of its table.</param>
/// <param name="Vehicle">The vehicle's id; its trips are this and <c>-drive-N</c>.</param>
/// <param name="Map">Changes to the known map of the file.</param>
internal sealed record AccuracyVariant(string Title, string Vehicle, string Map)
{
    public static readonly AccuracyVariant Accelerometer = Of("Accelerometer, gyroscope and GPS", "omaha-motion", "");

    public static readonly AccuracyVariant Gyroscope = Of("Gyroscope and GPS", "omaha-gyro", WithoutAcceleration);

    public static readonly AccuracyVariant GpsOnly = Of("GPS only", "omaha-gps", WithoutSensors);

    private const string WithoutAcceleration = ",accel_x=,accel_y=,accel_z=";
    private const string WithoutSensors = WithoutAcceleration + ",gyro_x=,gyro_y=,gyro_z=";

    /// <summary>GPS only, as a vehicle of its own.</summary>
    public static AccuracyVariant GpsAgain(string vehicle) => Of("GPS only", vehicle, WithoutSensors);

    public string TripId(int drive) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Vehicle}-drive-{drive}");

    private static AccuracyVariant Of(string title, string vehicle, string without) =>
        new(title, vehicle, $"vehicle=={vehicle},trip=={vehicle}-drive-{{drive}}{without}");
}
