using System.Globalization;
using Fleet.Devices.Traces;

namespace Fleet.Devices.Simulation;

/// <summary>
/// One vehicle and its driver, a second at a time: drives a journey, delivers, rests, drives the next. Everything it
/// does follows from its seed; the clock only dates it.
/// </summary>
internal sealed class SimulatedVehicle
{
    private const double GentleBraking = 1.7;
    private const double GentleAcceleration = 1.6;
    private const double TankLitres = 60;

    private readonly Town _town;
    private readonly Random _random;
    private readonly Temper _temper;
    private int _crossing;
    private int _journeys;
    private Journey? _journey;
    private double _along;
    private double _speed;
    private double _heading;
    private double _fuel;
    private double _odometer;
    private double _waiting;
    private int _harshSeconds;
    private double _harshAcceleration;
    private double _speedingSeconds;
    private (double East, double North) _drift;

    public SimulatedVehicle(Town town, int seed, int number, int start)
    {
        _town = town;
        _random = new Random(unchecked((seed * 397) ^ number));
        _temper = Temper.Draw(_random);
        _crossing = start;
        _fuel = 0.25 + (_random.NextDouble() * 0.75);
        _odometer = 5_000 + _random.Next(120_000);
        _waiting = _random.Next(20);
        VehicleId = string.Create(CultureInfo.InvariantCulture, $"demo-{number:00}");
        DriverId = string.Create(CultureInfo.InvariantCulture, $"driver-{number:00}");
    }

    public string VehicleId { get; }

    public string DriverId { get; }

    /// <summary>The journey under way; null while it rests.</summary>
    public Journey? Journey => _journey;

    /// <summary>Lives one second and reports its end.</summary>
    public TracePoint Step(DateTimeOffset now)
    {
        if (_journey is null)
            Rest(now);
        else if (_waiting > 0)
            _waiting--;
        else
            return Drive(_journey, now);
        return Report(now, 0, 0);
    }

    private void Rest(DateTimeOffset now)
    {
        if (--_waiting > 0)
            return;
        if (_fuel < 0.12)
            _fuel = 0.97;
        var deliveries = new List<int>();
        for (var left = 1 + _random.Next(3); left > 0; left--)
        {
            var next = Near(deliveries.Count > 0 ? deliveries[^1] : _crossing);
            deliveries.Add(next);
        }

        _journeys++;
        var tripId = string.Create(CultureInfo.InvariantCulture, $"{VehicleId}-{now.UtcDateTime:yyyyMMddHHmmss}-{_journeys}");
        _journey = Journey.Plan(_town, _random, tripId, _crossing, deliveries);
        (_along, _heading) = (0, _journey.Place(0).Heading);
    }

    private TracePoint Drive(Journey journey, DateTimeOffset now)
    {
        var before = _speed;
        _speed = NextSpeed(journey);
        var step = (before + _speed) / 2;
        _along = Math.Min(_along + step, journey.Length);
        _odometer += step / 1000;
        Burn(step, _speed - before);
        var turn = Turn(journey.Place(_along).Heading);
        var report = Report(now, _speed - before, turn);
        if (journey.NextStop(_along) is { } stop && stop.At - _along < 2 && _speed < 1.5)
        {
            journey.StopMade(stop.At);
            (_speed, _waiting) = (0, stop.Seconds);
            if (journey.NextStop(_along) is null)
                Arrive(journey);
        }

        return report;
    }

    private void Arrive(Journey journey)
    {
        _crossing = journey.Destination;
        _journey = null;

        // Now and then a rest longer than the five minutes that make a vehicle idle or a trip pause.
        _waiting = _random.NextDouble() < 0.2 ? 330 + _random.Next(200) : 20 + _random.Next(100);
    }

    private double NextSpeed(Journey journey)
    {
        if (_harshSeconds-- > 0)
            return Math.Max(0, _speed + _harshAcceleration);
        if (_random.NextDouble() < _temper.HarshChance && _speed > 6)
        {
            var brakes = _speed > 10 || _random.NextDouble() < 0.5;
            (_harshSeconds, _harshAcceleration) = brakes ? (2, -4.6 - (_random.NextDouble() * 2.5)) : (2, 3.6 + _random.NextDouble());
        }

        if (_speedingSeconds-- <= 0 && _random.NextDouble() < _temper.HarshChance)
            _speedingSeconds = 40 + _random.Next(40);
        var factor = _temper.SpeedFactor * (_speedingSeconds > 0 ? 1.5 : 1);
        var safe = journey.SafeSpeed(_along + _speed, factor, _temper.CornerAcceleration, GentleBraking);
        var wanted = Math.Max(1.2, safe + ((_random.NextDouble() - 0.5) * 0.4));
        return wanted > _speed
            ? Math.Min(wanted, _speed + GentleAcceleration)
            : Math.Max(wanted, _speed - (GentleBraking * 1.6));
    }

    /// <summary>Follows the road's heading as fast as tyres and temper allow. Returns degrees turned in the second.</summary>
    private double Turn(double road)
    {
        var difference = ((road - _heading + 540) % 360) - 180;
        var most = _speed < 0.5 ? 0 : Math.Min(45, (_temper.CornerAcceleration + 0.6) / _speed * 180 / Math.PI);
        var turn = Math.Clamp(difference, -most, most);
        _heading = (_heading + turn + 360) % 360;
        return turn;
    }

    private void Burn(double meters, double acceleration)
    {
        var litres = (0.8 / 3600) + (meters * 6.5e-5) + (Math.Max(0, acceleration) * _speed * 1.1e-4);
        _fuel = Math.Max(0.02, _fuel - (litres / TankLitres));
    }

    private TracePoint Report(DateTimeOffset now, double acceleration, double turnDegrees)
    {
        var at = _journey is null ? _town.Place(_crossing) : _journey.Place(_along).At;
        var accuracy = 3 + (_random.NextDouble() * 3);

        // A receiver's error wanders; it does not jump about from second to second.
        _drift = ((_drift.East * 0.92) + (Noise() * 0.5), (_drift.North * 0.92) + (Noise() * 0.5));
        var (latitude, longitude) = _town.Geographic(new MapPoint(at.East + _drift.East, at.North + _drift.North));
        var turn = turnDegrees * Math.PI / 180;
        var shake = _speed > 0.5 ? 0.22 : 0.03;
        return new TracePoint
        {
            VehicleId = VehicleId,
            DriverId = DriverId,
            TripId = _journey?.TripId,
            Time = now,
            Latitude = Math.Round(latitude, 7),
            Longitude = Math.Round(longitude, 7),
            SpeedKmh = Math.Round(_speed * 3.6, 1),
            HeadingDegrees = Math.Round(_heading, 1) % 360,
            AccuracyMeters = Math.Round(accuracy, 1),
            AltitudeMeters = 320,

            // Device frame: x forward, y left, z up.
            Acceleration = new Axes(
                Math.Round(acceleration + (Noise() * shake), 3),
                Math.Round((-_speed * turn) + (Noise() * shake), 3),
                Math.Round(9.81 + (Noise() * shake), 3)),
            Gyroscope = new Axes(Math.Round(Noise() * 0.01, 4), Math.Round(Noise() * 0.01, 4), Math.Round(-turn + (Noise() * 0.01), 4)),
            FuelLevel = Math.Round(_fuel, 4),
            EngineRunning = _journey is not null || _waiting < 15,
            OdometerKm = Math.Round(_odometer, 3),
            SpeedLimitKmh = _journey?.Place(_along).LimitKmh,
        };
    }

    private int Near(int crossing)
    {
        int next;
        do
        {
            next = _random.Next(_town.Crossings);
        }
        while (next == crossing || _town.Place(next).DistanceTo(_town.Place(crossing)) > 3_000);
        return next;
    }

    /// <summary>Roughly normal, standard deviation 1.</summary>
    private double Noise() => _random.NextDouble() + _random.NextDouble() + _random.NextDouble() + _random.NextDouble()
        + _random.NextDouble() + _random.NextDouble() + _random.NextDouble() + _random.NextDouble()
        + _random.NextDouble() + _random.NextDouble() + _random.NextDouble() + _random.NextDouble() - 6;
}
