using System.Globalization;
using Fleet.Devices.Traces;

namespace Fleet.Faults;

/// <summary>
/// The same drives every time: pulling away, cruising, speeding, harsh braking, short stops, and one stop long enough
/// to pause the trip, past a geofence. Seeded by the device's number alone, at times long past.
/// </summary>
internal static class Input
{
    public const string Fence = "fault-fence";
    public const double FenceLatitude = 41.25;
    public const double FenceLongitude = -95.97;
    public const double FenceMeters = 1_200;
    private const int LateBy = 7;
    private const double MetersPerDegree = 111_320;
    private static readonly DateTimeOffset Start = new(2024, 4, 13, 8, 0, 0, TimeSpan.Zero);

    public static string VehicleOf(int device) => string.Create(CultureInfo.InvariantCulture, $"fault-{device:000}");

    public static string DriverOf(int device) => VehicleOf(device) + "-driver";

    public static string TripOf(int device) => VehicleOf(device) + "-trip";

    public static TracePoint[] Drive(int device, int points)
    {
#pragma warning disable CA5394 // Wanted: the same numbers every time.
        var random = new Random(device);
        var at = Start.AddMilliseconds(device);
        var latitude = FenceLatitude + ((device % 20) - 10) * 0.001;
        var longitude = FenceLongitude - 0.03;
        var (speed, phase, left, odometer) = (0d, 0, 8, 0d);
        var pause = points / 2;
        var result = new TracePoint[points];
        for (var i = 0; i < points; i++)
        {
            var step = 1d;
            if (i >= pause && i < pause + 22)
            {
                (speed, step) = (0, 20); // Seven minutes.
            }
            else
            {
                if (left-- <= 0)
                {
                    phase = (phase + 1) % 5;
                    left = phase switch { 0 => 8, 1 => 20 + random.Next(20), 2 => 35 + random.Next(10), 3 => 2, _ => 10 + random.Next(10) };
                }

                var target = phase switch { 0 => 50d, 1 => 50d, 2 => 85d, _ => 0d };
                speed += Math.Clamp(target - speed, phase == 3 ? -30 : -6, 6);
                if (phase is 1 or 2)
                    speed += random.NextDouble() - 0.5;
                speed = Math.Max(0, speed);
            }

            at = at.AddSeconds(step);
            var meters = speed / 3.6 * step;
            longitude += meters / (MetersPerDegree * Math.Cos(FenceLatitude * Math.PI / 180));
            odometer += meters;
            result[i] = new TracePoint
            {
                VehicleId = VehicleOf(device),
                DriverId = DriverOf(device),
                TripId = TripOf(device),
                Time = at,
                Latitude = Math.Round(latitude, 7),
                Longitude = Math.Round(longitude, 7),
                SpeedKmh = Math.Round(speed, 2),
                HeadingDegrees = 90,
                AccuracyMeters = 4,
                FuelLevel = Math.Round(0.9 - (odometer / 1_000_000), 6),
                EngineRunning = true,
                SpeedLimitKmh = 50,
            };
        }
#pragma warning restore CA5394

        // Some come late: behind points that are newer.
        for (var i = 40; i + LateBy < points; i += 40)
        {
            var late = result[i];
            Array.Copy(result, i + 1, result, i, LateBy);
            result[i + LateBy] = late;
        }

        return result;
    }
}
