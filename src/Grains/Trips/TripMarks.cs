namespace Fleet.Trips;

/// <summary>
/// Lets a trip go back to where its vehicle's written state stands, so that folding the positions behind it gives the
/// same events again. Two marks are enough: trip and vehicle are not written in one transaction, so the trip may know of
/// one checkpoint more than the vehicle does. A trip that no checkpoint touched is still what its newest mark says. Pure.
/// </summary>
public static class TripMarks
{
    /// <summary>Keeps the present state. A number that is set again (the vehicle could not write it) is replaced.</summary>
    public static void Set(TripState state, long number)
    {
        ArgumentNullException.ThrowIfNull(state);
        state.Marks.RemoveAll(m => m.Number >= number);
        state.Marks.Add(new TripMark(number, state.Copy()));
        if (state.Marks.Count > 2)
            state.Marks.RemoveAt(0);
    }

    /// <returns>The state at that checkpoint; planned or unknown where the trip had not begun then.</returns>
    public static TripState At(TripState state, long number)
    {
        ArgumentNullException.ThrowIfNull(state);
        var marks = state.Marks.FindAll(m => m.Number <= number);
        var then = marks.Count > 0 ? marks[^1].State : new TripState { IsPlanned = state.IsPlanned };
        var back = OnlyTheClockWentOn(then, state) ? state : then.Copy();
        (back.Marks, back.Opening) = (marks, marks.Count > 0 ? state.Opening : null);
        (back.IsPlanned, back.Plan) = state.IsPlanned ? (true, state.Plan) : (false, back.Plan);
        return back;
    }

    /// <summary>The trip took nothing since, it paused or ended by its deadlines: those events are out and stay true.</summary>
    private static bool OnlyTheClockWentOn(TripState then, TripState now) =>
        then is { UnderWay: true, HasPoints: true } && now.LastAt == then.LastAt && (!now.Ended || now.EndReason is "silent" or "stopped");
}
