using Fleet.Devices.Simulation;
using Fleet.Devices.Traces;

namespace Fleet.Devices.Tests.Simulation;

public sealed class SimulatedVehicleTests
{
    private static readonly DateTimeOffset Start = new(2024, 4, 13, 10, 0, 0, TimeSpan.Zero);

    private static List<TracePoint> Drive(int seed, int number, int seconds)
    {
        var vehicle = new SimulatedVehicle(new Town(seed, 41.2565, -95.9345), seed, number, 300);
        return [.. Enumerable.Range(1, seconds).Select(s => vehicle.Step(Start.AddSeconds(s)))];
    }

    [Fact]
    public void Same_seed_drives_the_same_way() => Assert.Equal(Drive(7, 3, 1_800), Drive(7, 3, 1_800));

    [Fact]
    public void Other_number_drives_another_way() => Assert.NotEqual(Drive(7, 3, 600).Select(p => p.Longitude), Drive(7, 4, 600).Select(p => p.Longitude));

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(12)]
    public void Two_hours_look_like_driving(int number)
    {
        var points = Drive(7, number, 7_200);
        Assert.All(points, p => Assert.InRange(p.SpeedKmh!.Value, 0, 150));
        Assert.All(points.Zip(points.Skip(1)), pair => Assert.InRange(Meters(pair.First, pair.Second), 0, 50));
        Assert.InRange(points.Count(p => p.SpeedKmh > 8), 1_500, 7_000);
        Assert.True(points.Select(p => p.TripId).OfType<string>().Distinct().Count() >= 4);
        Assert.InRange(points.Average(p => p.Acceleration!.Value.Z), 9.7, 9.9);

        // The odometer and the way agree, but for the receiver's wandering.
        var way = points.Where(p => p.SpeedKmh > 3).Zip(points.Where(p => p.SpeedKmh > 3).Skip(1)).Where(p => p.Second.Time - p.First.Time == TimeSpan.FromSeconds(1)).Sum(p => Meters(p.First, p.Second)) / 1000;
        Assert.InRange(way, 0.8 * (points[^1].OdometerKm!.Value - points[0].OdometerKm!.Value), 1.25 * (points[^1].OdometerKm!.Value - points[0].OdometerKm!.Value));
    }

    [Fact]
    public void Fleet_of_twenty_brakes_hard_and_speeds_now_and_then()
    {
        var points = Enumerable.Range(1, 20).SelectMany(n => Drive(7, n, 3_600)).ToList();
        Assert.InRange(points.Count(p => p.Acceleration!.Value.X < -4), 10, 2_000);
        Assert.InRange(points.Count(p => p.SpeedKmh > p.SpeedLimitKmh + 15), 20, 8_000);
    }

    private static double Meters(TracePoint a, TracePoint b)
    {
        var north = (b.Latitude - a.Latitude) * 111_320;
        var east = (b.Longitude - a.Longitude) * 111_320 * Math.Cos(a.Latitude * Math.PI / 180);
        return Math.Sqrt((north * north) + (east * east));
    }
}
