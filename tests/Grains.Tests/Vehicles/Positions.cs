using System.Collections.Immutable;
using Fleet.Geofences;
using Fleet.Organizations;

namespace Fleet.Vehicles;

/// <summary>Positions for tests: seconds and metres from a known start.</summary>
internal static class Positions
{
    public static readonly DateTimeOffset Start = new(2024, 4, 13, 10, 0, 0, TimeSpan.Zero);

    public static readonly OrganizationContext Context = new(
        new OrganizationSettings { OrganizationId = "acme", Name = "Acme" },
        GeofenceIndex.Empty);

    private const double MetersPerDegree = Geography.Geodesy.EarthRadiusMeters * Math.PI / 180;

    /// <param name="seconds">After <see cref="Start"/>.</param>
    /// <param name="north">Metres north of 0°, 10°.</param>
    public static Position At(double seconds, double north, double? speed = null, double east = 0, double? accuracy = null) => new()
    {
        Timestamp = Start.AddSeconds(seconds),
        ReceivedAt = Start.AddSeconds(seconds + 1),
        Latitude = north / MetersPerDegree,
        Longitude = 10 + (east / MetersPerDegree),
        SpeedKmh = speed,
        AccuracyMeters = accuracy,
    };

    /// <summary>Even speed northwards, a position every so many seconds.</summary>
    public static IEnumerable<Position> Drive(double fromSecond, double toSecond, double kmh, double every, double fromNorth = 0, bool withSpeed = true)
    {
        for (var t = fromSecond; t <= toSecond; t += every)
        {
            yield return At(t, fromNorth + ((t - fromSecond) * kmh / 3.6), withSpeed ? kmh : null);
        }
    }

    public static (List<VehicleStep> Steps, PositionStatus[] Outcomes) Feed(
        VehicleState state,
        IEnumerable<Position> positions)
    {
        var monitor = new VehicleMonitor("v1", new VehicleOptions());
        var batch = positions.ToImmutableArray();
        var order = PositionSequencer.Order(batch);
        var outcomes = new PositionStatus[batch.Length];
        var steps = new List<VehicleStep>();
        for (var i = 0; i < batch.Length; i++)
        {
            var place = order is null ? i : order[i];
            outcomes[place] = monitor.Apply(state, batch[place], Context, out var step);
            if (step is not null)
                steps.Add(step);
        }

        return (steps, outcomes);
    }
}
