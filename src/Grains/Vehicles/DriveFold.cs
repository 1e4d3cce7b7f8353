namespace Fleet.Vehicles;

/// <summary>
/// Folds a vehicle's stored positions into figures through the code that folds them live: the same jumps are set aside,
/// the same way is measured. Positions come in order of time, late ones not among them. Pure; holds a state, not the positions.
/// </summary>
/// <param name="from">What comes before only prepares: the way is measured from where the vehicle was.</param>
public sealed class DriveFold(VehicleOptions options, DateTimeOffset from)
{
    private SequenceState _sequence = new();
    private OdometerState _odometer = new();
    private MotionState _motion = new();
    private int _positions;
    private double _meters;
    private double _unobserved;
    private double _max;
    private double _driving;
    private double _standing;
    private double _idle;
    private double _speedSeconds;
    private double _energy;

    public void Add(Position position)
    {
        ArgumentNullException.ThrowIfNull(position);
        var last = _sequence.LastGood;
        var speedBefore = _motion.SpeedKmh;
        var outcome = PositionSequencer.Take(_sequence, position, options);
        if (outcome is not (SequenceOutcome.Good or SequenceOutcome.Relocated))
            return;

        var previous = outcome == SequenceOutcome.Good ? last : null;
        var way = Odometer.Advance(_odometer, previous, position);
        var motion = MotionMonitor.Derive(_motion, previous, position, way);
        if (position.Timestamp < from)
            return;

        _positions++;
        _meters += way.MovedMeters - way.UnobservedMeters;
        _unobserved += way.UnobservedMeters;
        _max = Math.Max(_max, motion.SpeedKmh);
        var seconds = previous is null ? 0 : (position.Timestamp - previous.Timestamp).TotalSeconds;
        if (seconds is > 0 and <= ActivityLedger.MaxGapSeconds)
            Observe(position, seconds, speedBefore ?? motion.SpeedKmh, motion.SpeedKmh);
    }

    /// <summary>Positions in between are not to be looked at: nothing is measured across them.</summary>
    public void Break() => (_sequence, _odometer, _motion) = (new SequenceState(), new OdometerState(), new MotionState());

    public DriveFigures Figures()
    {
        var observed = _driving + _standing;
        return new DriveFigures(
            _positions,
            _meters / 1000,
            _unobserved / 1000,
            observed > 0 ? _speedSeconds / observed : null,
            _positions > 0 ? _max : null,
            _driving,
            _standing,
            _idle,
            _meters > 0 ? _energy / _meters : null);
    }

    private void Observe(Position position, double seconds, double before, double now)
    {
        _speedSeconds += (before + now) / 2 * seconds;
        _energy += Math.Max(0, (now * now) - (before * before)) / 2 / (3.6 * 3.6);
        if (now >= ActivityLedger.DrivingKmh)
        {
            _driving += seconds;
            return;
        }

        _standing += seconds;
        _idle += position.EngineRunning == true ? seconds : 0;
    }
}
