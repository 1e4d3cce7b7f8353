using Fleet.Vehicles;

namespace Fleet.Safety;

public sealed class GyroscopeTests
{
    /// <summary>A drive round corners, then one hard corner; no accelerometer.</summary>
    /// <param name="turn">Where the unit's axes are; right turns are about the vehicle's own z, downwards.</param>
    private static Drive Corners(Func<Vector3, Vector3> turn, double hard, Vector3 zero = default)
    {
        var drive = new Drive();
        var heading = 0.0;
        void Step(double kmh, double rate)
        {
            heading += rate * 180 / Math.PI;
            var reading = turn(new Vector3(0, 0, -rate)).Plus(zero);
            drive.Add(kmh, p => p with { HeadingDegrees = ((heading % 360) + 360) % 360, Gyroscope = reading });
        }

        for (var corner = 0; corner < 6; corner++)
        {
            for (var i = 0; i < 20; i++)
                Step(30, 0);
            for (var i = 0; i < 6; i++)
                Step(25, corner % 2 == 0 ? 0.22 : -0.22); // 0.16 g
        }

        Step(32, 0);
        for (var i = 0; i < 4; i++)
            Step(40, 0);
        for (var i = 0; i < 3; i++)
            Step(40, hard);
        Step(40, 0);
        Step(40, 0);
        return drive;
    }

    public static TheoryData<double, double, double> Mountings => new() { { 0, 0, 0 }, { 0.5, -0.8, 2.1 }, { Math.PI, 0, 1 }, { 1.4, 0.3, -2 } };

    [Theory]
    [MemberData(nameof(Mountings))]
    public void Corner_is_measured_however_the_unit_is_mounted(double x, double y, double z)
    {
        var finding = Assert.Single(Corners(Rotation.By(x, y, z), 0.4).Findings());

        Assert.Equal("harsh_cornering.gyroscope", finding.Why.Rule);
        Assert.Equal(0.4 * 40 / 3.6, finding.Details["lateral_acceleration"], 0.15);
    }

    [Fact]
    public void Gyroscope_that_reads_something_while_straight_is_put_right() =>
        Assert.Equal(0.4 * 40 / 3.6, Assert.Single(Corners(a => a, 0.4, new Vector3(0.02, -0.01, 0.05)).Findings()).Details["lateral_acceleration"], 0.3);

    [Fact]
    public void Gentle_corners_are_nothing() => Assert.Empty(Corners(a => a, 0.15).Findings());
}
