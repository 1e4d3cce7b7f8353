namespace Fleet.Devices.Simulation;

public sealed class CityTrafficTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 8, 0, 0, TimeSpan.Zero);

    [Fact]
    public void An_accident_builds_a_queue_that_clears()
    {
        var city = new CityTraffic(new Town(7, 41.2565, -95.9345), 7, 24, Start);
        double At(double seconds)
        {
            city.Step(Start.AddSeconds(seconds));
            return city.Incident is { } incident ? city.Measure(incident.Camera, Start.AddSeconds(seconds)).SpeedKmh / incident.Camera.FreeFlowKmh : 1;
        }

        int Slow(double seconds) => city.Cameras.Count(c => city.Incident!.SpeedLeft(c.At, Start.AddSeconds(seconds)) < 0.67);

        Assert.Equal(1, At(10));
        Assert.InRange(At(60), 0.01, 0.2);
        var early = Slow(25);
        Assert.InRange(At(190), 0.01, 0.2);
        Assert.True(Slow(190) > early, $"{early} … {Slow(190)}");
        Assert.True(At(340) > 0.5);
        Assert.Equal(1, At(400));
        Assert.Null(city.Incident);
        At(450);
        Assert.NotNull(city.Incident);
    }

    [Fact]
    public void One_camera_fails_for_a_while_and_comes_back()
    {
        var city = new CityTraffic(new Town(7, 41.2565, -95.9345), 7, 24, Start);
        Assert.DoesNotContain(city.Cameras, c => city.IsBroken(c, Start.AddMinutes(1)));
        Assert.Single(city.Cameras, c => city.IsBroken(c, Start.AddMinutes(5)));
        Assert.DoesNotContain(city.Cameras, c => city.IsBroken(c, Start.AddMinutes(8)));
    }
}
