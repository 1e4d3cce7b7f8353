using Fleet.Vehicles;

namespace Fleet.Geofences;

/// <summary>
/// A drive over borders: a fix every 40 m, stands of half a minute on the borders, and noise that stays within the accuracy
/// that the fixes claim. Where the vehicle truly was is known.
/// </summary>
internal sealed class BorderDrive
{
    private const double StepMeters = 40;
    private const int StandSeconds = 30;

    private BorderDrive(List<(Position Fix, double Latitude, double Longitude)> fixes, double accuracy) => (Fixes, Accuracy) = (fixes, accuracy);

    public IReadOnlyList<(Position Fix, double Latitude, double Longitude)> Fixes { get; }

    public double Accuracy { get; }

    /// <summary>Begins some way before a point of a border and winds on.</summary>
    public static BorderDrive Over(GeofenceIndex index, double latitude, double longitude, Random random, DateTimeOffset start, int steps)
    {
        var accuracy = 3 + (random.NextDouble() * 17);
        var heading = random.NextDouble() * 2 * Math.PI;
        var fixes = new List<(Position, double, double)>();
        var before = 20 + random.Next(60);
        (latitude, longitude) = Move(latitude, longitude, heading, -before * StepMeters);
        var stood = 0;
        for (var i = 0; i < steps; i++)
        {
            heading += (random.NextDouble() - 0.5) * 0.1;
            (latitude, longitude) = Move(latitude, longitude, heading, StepMeters);
            Add(36 + (random.NextDouble() * 100));
            if (stood < 5 && random.Next(2) == 0 && Nearest(index, latitude, longitude) < accuracy)
            {
                stood++;
                for (var s = 0; s < StandSeconds; s++)
                {
                    Add(random.NextDouble());
                }
            }
        }

        return new BorderDrive(fixes, accuracy);

        void Add(double speed)
        {
            var (error, direction) = (Math.Sqrt(random.NextDouble()) * accuracy, random.NextDouble() * 2 * Math.PI);
            var (lat, lon) = Move(latitude, longitude, direction, error);
            var at = start.AddSeconds(fixes.Count);
            fixes.Add((new Position { Timestamp = at, ReceivedAt = at, Latitude = lat, Longitude = lon, SpeedKmh = speed, AccuracyMeters = accuracy }, latitude, longitude));
        }
    }

    /// <summary>Metres to the nearest border of a fence that holds the point.</summary>
    private static double Nearest(GeofenceIndex index, double latitude, double longitude)
    {
        var nearest = double.MaxValue;
        foreach (var fence in index.At(latitude, longitude))
        {
            nearest = Math.Min(nearest, Math.Abs(fence.SignedDistance(latitude, longitude)));
        }

        return nearest;
    }

    private static (double Latitude, double Longitude) Move(double latitude, double longitude, double heading, double meters)
    {
        var north = meters * Math.Cos(heading) / Plane.MetersPerDegree;
        var east = meters * Math.Sin(heading) / Plane.MetersPerDegree / Math.Cos(latitude * Math.PI / 180);
        longitude += east;
        return (latitude + north, longitude >= 180 ? longitude - 360 : longitude < -180 ? longitude + 360 : longitude);
    }
}
