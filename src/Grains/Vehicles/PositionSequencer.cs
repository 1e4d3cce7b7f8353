using System.Collections.Immutable;
using Fleet.Geography;

namespace Fleet.Vehicles;

/// <summary>Puts positions in order, knows duplicates and late ones, and sets impossible jumps aside. Pure.</summary>
public static class PositionSequencer
{
    /// <summary>
    /// Assumed error radius of a fix that states none, metres: about twice what a phone has under open sky (4.9 m, van
    /// Diggelen and Enge 2015, "The World's first GPS MOOC and Worldwide Laboratory using Smartphones").
    /// </summary>
    public const double AssumedAccuracyMeters = 10;

    /// <summary>The order by event time in which a batch is to be taken; null where it is in that order already.</summary>
    public static int[]? Order(ImmutableArray<Position> positions)
    {
        var sorted = true;
        for (var i = 1; i < positions.Length && sorted; i++)
        {
            sorted = Compare(positions[i - 1], positions[i]) <= 0;
        }

        if (sorted)
            return null;

        var order = new int[positions.Length];
        for (var i = 0; i < order.Length; i++)
        {
            order[i] = i;
        }

        Array.Sort(order, (a, b) => Compare(positions[a], positions[b]) is var c and not 0 ? c : a.CompareTo(b));
        return order;
    }

    /// <summary>Takes the next position in order.</summary>
    public static SequenceOutcome Take(SequenceState state, Position position, VehicleOptions options)
    {
        var milliseconds = position.Timestamp.ToUnixTimeMilliseconds();
        if (milliseconds == state.Newest?.ToUnixTimeMilliseconds() || state.Known.Contains(milliseconds))
            return SequenceOutcome.Duplicate;

        state.Known.Add(milliseconds);
        if (position.Timestamp < state.Newest)
            return SequenceOutcome.Late;

        state.Newest = position.Timestamp;
        if (state.LastGood is null || Reachable(state.LastGood, position, options))
            return Follow(state, position, SequenceOutcome.Good);

        var agrees = state.Elsewhere is not null && Reachable(state.Elsewhere, position, options);
        state.ElsewhereCount = agrees ? state.ElsewhereCount + 1 : 1;
        state.Elsewhere = position;
        return state.ElsewhereCount >= options.RelocateAfter
            ? Follow(state, position, SequenceOutcome.Relocated)
            : SequenceOutcome.Jump;
    }

    private static SequenceOutcome Follow(SequenceState state, Position position, SequenceOutcome outcome)
    {
        state.LastGood = position;
        state.Elsewhere = null;
        state.ElsewhereCount = 0;
        return outcome;
    }

    /// <summary>Whether a vehicle can be at both, each fix being off by as much as its accuracy.</summary>
    private static bool Reachable(Position from, Position to, VehicleOptions options)
    {
        var meters = Geodesy.DistanceMeters(from.Place(), to.Place())
            - (from.AccuracyMeters ?? AssumedAccuracyMeters)
            - (to.AccuracyMeters ?? AssumedAccuracyMeters);
        return meters <= (to.Timestamp - from.Timestamp).TotalSeconds * options.MaxPlausibleSpeedKmh / 3.6;
    }

    /// <summary>By time; two different positions of one millisecond by content, so that the upload's order never decides.</summary>
    private static int Compare(Position a, Position b)
    {
        var c = a.Timestamp.ToUnixTimeMilliseconds().CompareTo(b.Timestamp.ToUnixTimeMilliseconds());
        c = c != 0 ? c : a.Latitude.CompareTo(b.Latitude);
        c = c != 0 ? c : a.Longitude.CompareTo(b.Longitude);
        return c != 0 ? c : Nullable.Compare(a.SpeedKmh, b.SpeedKmh);
    }
}
