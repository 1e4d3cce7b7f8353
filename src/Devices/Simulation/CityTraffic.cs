namespace Fleet.Devices.Simulation;

/// <summary>
/// The traffic of the made-up town: cameras at its crossings, four zones, and every few minutes an accident that builds a
/// queue and clears. Pure but for its own chance: the same seed and the same seconds make the same traffic.
/// </summary>
internal sealed class CityTraffic
{
    private const double FirstAccidentSeconds = 20;
    private const double AccidentEverySeconds = 420;
    private const double BlockedSeconds = 180;
    private const int BrokenCamera = 5;

    private readonly Random _random;
    private readonly DateTimeOffset _start;
    private readonly string _run;
    private int _accidents;

    public CityTraffic(Town town, int seed, int cameras, DateTimeOffset start)
    {
        (_random, _start) = (new Random(seed), start);
        _run = start.ToUnixTimeSeconds().ToString("x", System.Globalization.CultureInfo.InvariantCulture);
        var step = Math.Max(1, town.Crossings / Math.Max(1, cameras));
        Cameras =
        [
            .. Enumerable.Range(0, cameras).Select(i => new TrafficCamera(
                $"CAM_{i + 1:000}", RoadOf(town, (i * step) + (step / 2)), town.Place((i * step) + (step / 2)), i % 3 == 0 ? 70 : 50, 18 + _random.Next(30))),
        ];
    }

    public IReadOnlyList<TrafficCamera> Cameras { get; }

    /// <summary>The accident under way, until its queue is gone; null for none.</summary>
    public TrafficIncident? Incident { get; private set; }

    /// <summary>Lets an accident happen when it is time, and forgets one that left no trace.</summary>
    public void Step(DateTimeOffset now)
    {
        if (Incident?.IsOver(now) == true)
            Incident = null;

        var due = _start.AddSeconds(FirstAccidentSeconds + (_accidents * AccidentEverySeconds));
        if (Incident is not null || now < due || Cameras.Count == 0)
            return;

        _accidents++;
        var camera = Cameras[_random.Next(Cameras.Count)];
        string[] severities = ["moderate", "severe", "critical"];
        Incident = new TrafficIncident($"ACC_{_run}_{_accidents:000}", camera, severities[_random.Next(3)], 1 + _random.Next(4), now, now.AddSeconds(BlockedSeconds));
    }

    /// <summary>What a camera counts in the minute up to now: vehicles, their mean speed, and how much of the road they take.</summary>
    public (int Vehicles, double SpeedKmh, double Occupancy) Measure(TrafficCamera camera, DateTimeOffset now)
    {
        var wave = 0.85 + (0.15 * Math.Sin(((now - _start).TotalSeconds / 300) + camera.At.East));
        var left = Incident?.SpeedLeft(camera.At, now) ?? 1;
        var speed = Math.Max(2, camera.FreeFlowKmh * wave * left * (0.95 + (_random.NextDouble() * 0.1)));
        var vehicles = (int)Math.Round(camera.VehiclesPerMinute * (0.4 + (0.6 * left)) * (0.9 + (_random.NextDouble() * 0.2)));
        return (vehicles, Math.Round(speed, 1), Math.Round(Math.Clamp(0.08 + ((1 - left) * 0.75) + (_random.NextDouble() * 0.05), 0, 1), 2));
    }

    /// <summary>One camera fails for three of every ten minutes.</summary>
    public bool IsBroken(TrafficCamera camera, DateTimeOffset now) =>
        Cameras.Count > BrokenCamera && camera == Cameras[BrokenCamera] && (now - _start).TotalMinutes % 10 is >= 4 and < 7;

    private static string RoadOf(Town town, int crossing) =>
        Math.Abs(town.Place(crossing).East) > Math.Abs(town.Place(crossing).North) ? $"Avenue {1 + (crossing % 24)}" : $"Street {1 + (crossing / 24)}";
}
