namespace Fleet.Safety;

/// <summary>
/// Every constant that harsh manoeuvres are found by, beside the published levels of <c>HarshLevels</c>. A vehicle always has
/// <see cref="Shipped"/>; others are for measuring how much hangs on each (docs/accuracy.md). Accelerations in m/s².
/// </summary>
public sealed record HarshRules
{
    public static HarshRules Shipped { get; } = new();

    /// <summary>Threshold by accelerometer: the lowest published level.</summary>
    public double Accelerometer { get; init; } = HarshLevels.Low;

    /// <summary>Thresholds by satellite speed and heading: means over two seconds, hence lower than an accelerometer's peaks.</summary>
    public double SpeedAlong { get; init; } = 0.28 * Mounting.Gravity;

    public double SpeedAcross { get; init; } = 0.19 * Mounting.Gravity;

    /// <summary>Faster devices are read once a second: over less the noise of the speed is larger than the change.</summary>
    public double FixSeconds { get; init; } = 0.9;

    /// <summary>Changes are read over at least this: over two seconds the noise of a satellite speed counts half as much as over one.</summary>
    public double SlopeSeconds { get; init; } = 1.9;

    /// <summary>Over a longer way a mean says nothing of its peak, seconds.</summary>
    public double GapSeconds { get; init; } = 5;

    /// <summary>Below it a heading from satellites wanders by itself.</summary>
    public double HeadingKmh { get; init; } = 10;

    /// <summary>No tyre does more; such a change is a bad fix.</summary>
    public double Impossible { get; init; } = 1.2 * Mounting.Gravity;

    /// <summary>A manoeuvre is told at the latest this long after its peak, seconds.</summary>
    public double TellAfterPeakSeconds { get; init; } = 2;

    /// <summary>A push within this time is still the same manoeuvre, seconds.</summary>
    public double SameManoeuvreSeconds { get; init; } = 2;

    /// <summary>A knock at a standing vehicle is no manoeuvre.</summary>
    public double MovingKmh { get; init; } = 3;

    /// <summary>Down is the mean of the readings over this time, seconds: what a driver does evens out.</summary>
    public double DownSeconds { get; init; } = 3600;

    /// <summary>And is used after this time, seconds.</summary>
    public double DownKnownSeconds { get; init; } = 10;

    /// <summary>A mean over this time that is far from down tells that the unit was moved, seconds.</summary>
    public double RecentSeconds { get; init; } = 30;

    /// <summary>How far: no driving keeps a mean of a quarter of g up for half a minute; a unit turned in its holder does.</summary>
    public double Moved { get; init; } = 0.25 * Mounting.Gravity;

    /// <summary>And only after this time, seconds.</summary>
    public double MovedAfterSeconds { get; init; } = 120;

    /// <summary>
    /// A reading this far from gravity that is no larger than gravity is no push: the unit hangs otherwise, by some 40° here. A push
    /// of as much would add to gravity.
    /// </summary>
    public double Turned { get; init; } = 0.7 * Mounting.Gravity;

    /// <summary>How much longer or shorter than gravity such a reading may be.</summary>
    public double TurnedLength { get; init; } = 0.2 * Mounting.Gravity;

    /// <summary>Such readings for this long tell that the unit was moved, seconds: before a manoeuvre made of them would be told.</summary>
    public double TurnedSeconds { get; init; } = 2;

    /// <summary>Changes of speed that teach which way is forward: from here on noise is small beside them…</summary>
    public double TeachingMinimum { get; init; } = 0.5;

    /// <summary>…and beyond this they are bad fixes.</summary>
    public double TeachingMaximum { get; init; } = 6;

    /// <summary>Sum of those changes' squares after which forward is used, (m/s²)².</summary>
    public double ForwardEvidence { get; init; } = 60;

    /// <summary>Cosine-like agreement of readings and changes from which forward is used, 0 … 1.</summary>
    public double ForwardAgreement { get; init; } = 0.3;

    /// <summary>Changes of speed after which what they taught has faded to 1/e.</summary>
    public double ForwardMemory { get; init; } = 1000;

    /// <summary>A unit within these angles of square to the vehicle was mounted square: its own axes are then better than an estimate.</summary>
    public double UprightDegrees { get; init; } = 6;

    public double StraightDegrees { get; init; } = 25;

    /// <summary>Sum of squared turn rates by headings after which a gyroscope's axis is used, (rad/s)²: two or three right-angle corners, each about 0.4 rad/s for four seconds.</summary>
    public double TurnEvidence { get; init; } = 1;

    /// <summary>Both read the same turn, but a heading is a mean over a second and lags.</summary>
    public double TurnAgreement { get; init; } = 0.3;

    /// <summary>Turns after which what they taught has faded to 1/e.</summary>
    public double TurnMemory { get; init; } = 1000;

    /// <summary>Straight on, rad/s: what the gyroscope reads then is its zero.</summary>
    public double StraightRate { get; init; } = 0.01;

    /// <summary>Readings that the zero is a mean of.</summary>
    public double ZeroReadings { get; init; } = 50;
}
