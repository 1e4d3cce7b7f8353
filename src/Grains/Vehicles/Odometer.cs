using Fleet.Geography;

namespace Fleet.Vehicles;

/// <summary>
/// Distance that survives standing drift. Where positions follow each other within seconds and both have a speed, the
/// speed is integrated: a receiver measures it from the Doppler shift to about 0.1 m/s, far better than the difference
/// of two positions does; positions only check it. Elsewhere the way is measured from an anchor, which moves on once the
/// vehicle is further from it than both error radii together: less is no move, but slow crawling still adds up. Pure.
/// </summary>
public static class Odometer
{
    /// <summary>Speeds further apart than this say too little about the time between, seconds.</summary>
    public const double MaxSpeedGapSeconds = 5;

    /// <summary>A measured speed under this is a standing vehicle's noise, km/h.</summary>
    public const double StandingSpeedKmh = 0.5;

    /// <summary>Half the least move that counts while moving, where no accuracy is stated, metres. Tuned on map-matched tracks.</summary>
    public const double MovingRadiusMeters = 2.5;

    /// <summary>The same while standing.</summary>
    public const double StandingRadiusMeters = 10;

    /// <summary>Not leaving the standing circle for this long is standing, seconds.</summary>
    public const double StandingSeconds = 10;

    /// <summary>Positions overrule speeds only when they are this far from where the speeds say, metres.</summary>
    public const double CheckMeters = 200;

    /// <summary>Speeds that claim this way without leaving the check circle are wrong, metres.</summary>
    public const double StuckMeters = 1000;

    /// <summary>A silence this long, and ten times as long as the one before, is a hole in the reports, seconds.</summary>
    public const double HoleSeconds = 30;

    /// <param name="previous">The good position before; null for the first, or where the way between cannot be trusted.</param>
    public static OdometerStep Advance(OdometerState state, Position? previous, Position current)
    {
        if (previous is null)
        {
            Restart(state, current);
            return new OdometerStep(0, 0, 0);
        }

        var seconds = (current.Timestamp - previous.Timestamp).TotalSeconds;
        var bySpeed = seconds <= MaxSpeedGapSeconds && previous.SpeedKmh is not null && current.SpeedKmh is not null;
        if (bySpeed != state.BySpeed)
        {
            MoveAnchor(state, previous);
            state.BySpeed = bySpeed;
        }

        var meters = bySpeed ? BySpeed(state, previous, current, seconds) : ByPosition(state, previous, current, seconds);
        var hole = seconds > HoleSeconds && state.LastInterval > 0 && seconds > 10 * state.LastInterval;
        state.LastInterval = seconds;
        state.TotalMeters += meters;
        return new OdometerStep(meters, hole ? meters : 0, state.DerivedSpeedKmh);
    }

    private static double BySpeed(OdometerState state, Position previous, Position current, double seconds)
    {
        var meters = (Measured(previous) + Measured(current)) / 2 / 3.6 * seconds;
        var radii = (state.AnchorAccuracy ?? StandingRadiusMeters) + (current.AccuracyMeters ?? StandingRadiusMeters);
        var distance = Geodesy.DistanceMeters(state.Anchor, current.Place());
        state.DerivedSpeedKmh = current.SpeedKmh!.Value;
        NoteRest(state, current);
        if (distance < CheckMeters + radii)
        {
            meters = state.CountedMeters < StuckMeters ? meters : 0;
            state.CountedMeters += meters;
            return meters;
        }

        var missing = distance - state.CountedMeters - meters;
        MoveAnchor(state, current);
        return missing > radii + (0.2 * distance) ? meters + missing : meters;
    }

    private static double ByPosition(OdometerState state, Position previous, Position current, double seconds)
    {
        var distance = Geodesy.DistanceMeters(state.Anchor, current.Place());
        var standing = state.Standing || current.SpeedKmh < StandingSpeedKmh;
        var assumed = standing ? StandingRadiusMeters : MovingRadiusMeters;
        var radii = (state.AnchorAccuracy ?? assumed) + (current.AccuracyMeters ?? assumed);
        var elapsed = (current.Timestamp - state.AnchorAt).TotalSeconds;
        NoteRest(state, current);
        if (distance < radii)
        {
            var atMost = radii / elapsed * 3.6;
            state.DerivedSpeedKmh = state.Standing ? 0 : Math.Min(state.DerivedSpeedKmh, atMost);
            return 0;
        }

        state.DerivedSpeedKmh = standing
            ? Geodesy.DistanceMeters(previous.Place(), current.Place()) / seconds * 3.6
            : distance / elapsed * 3.6;
        MoveAnchor(state, current);
        return distance;
    }

    private static double Measured(Position position) =>
        position.SpeedKmh!.Value is var speed && speed < StandingSpeedKmh ? 0 : speed;

    /// <summary>Standing is decided apart from the anchor: jitter moves the anchor of a moving vehicle, but not this circle.</summary>
    private static void NoteRest(OdometerState state, Position current)
    {
        var radius = 2 * Math.Max(StandingRadiusMeters, current.AccuracyMeters ?? 0);
        if (Geodesy.DistanceMeters(state.Rest, current.Place()) >= radius)
        {
            (state.Rest, state.RestSince, state.Standing) = (current.Place(), current.Timestamp, false);
        }
        else if ((current.Timestamp - state.RestSince).TotalSeconds >= StandingSeconds)
        {
            state.Standing = true;
        }
    }

    private static void Restart(OdometerState state, Position current)
    {
        MoveAnchor(state, current);
        (state.Rest, state.RestSince, state.Standing) = (current.Place(), current.Timestamp, false);
        (state.BySpeed, state.DerivedSpeedKmh, state.LastInterval) = (false, 0, 0);
    }

    private static void MoveAnchor(OdometerState state, Position position)
    {
        state.Anchor = position.Place();
        state.AnchorAccuracy = position.AccuracyMeters;
        state.AnchorAt = position.Timestamp;
        state.CountedMeters = 0;
    }
}
