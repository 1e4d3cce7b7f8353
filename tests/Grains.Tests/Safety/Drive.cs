using Fleet.Vehicles;

namespace Fleet.Safety;

/// <summary>A made-up drive at a fixed rate, and what the detectors make of it.</summary>
internal sealed class Drive
{
    public const double G = 9.80665;

    /// <summary>Noon in Greenwich, so that no test meets the night by accident.</summary>
    public static readonly DateTimeOffset Start = new(2024, 4, 13, 12, 0, 0, TimeSpan.Zero);

    private readonly List<Position> _positions = [];
    private readonly TimeSpan _step;

    public Drive(double stepSeconds = 1) => _step = TimeSpan.FromSeconds(stepSeconds);

    public SafetyThresholds Thresholds { get; init; } = new();

    public double? LimitKmh { get; init; }

    public IReadOnlyList<Position> Positions => _positions;

    public Drive Add(double speedKmh, Func<Position, Position>? with = null)
    {
        var position = new Position
        {
            Timestamp = Start + (_positions.Count * _step),
            Latitude = 0.5,
            Longitude = 0.001 * _positions.Count,
            SpeedKmh = speedKmh,
            ReceivedAt = Start,
        };
        _positions.Add(with is null ? position : with(position));
        return this;
    }

    public Drive Repeat(int times, double speedKmh, Func<Position, Position>? with = null)
    {
        for (var i = 0; i < times; i++)
        {
            Add(speedKmh, with);
        }

        return this;
    }

    /// <summary>A reading in the vehicle's frame: x forward, y left, z up, in g without gravity.</summary>
    public static Func<Position, Position> Push(double forward, double left = 0) =>
        p => p with { Acceleration = new Vector3(forward * G, left * G, G) };

    public List<SafetyFinding> Speeding() => [.. Findings().Where(f => f.Type == SafetyTypes.Speeding)];

    public List<SafetyFinding> Findings(SafetyState? state = null)
    {
        var findings = new List<SafetyFinding>();
        state ??= new SafetyState();
        Position? previous = null;
        foreach (var position in _positions)
        {
            SafetyMonitor.Apply(
                state,
                new SafetyInput(previous, position, position.SpeedKmh ?? 0, LimitKmh, LimitKmh is null ? null : "report"),
                Thresholds,
                findings);
            previous = position;
        }

        return findings;
    }
}
