namespace Fleet.Engine.Timers;

public interface ITimerGrain : IGrainWithStringKey
{
    /// <summary>Each tick says "tick"; the first waits for the gate "tick" if it is asked to.</summary>
    Task Start(TimeSpan dueTime, TimeSpan period, bool interleave = false, bool hold = false, bool fail = false);

    Task Change(TimeSpan dueTime, TimeSpan period);

    Task Stop();

    Task Leave();

    Task Say(string what);

    Task Hold();

    /// <summary>True if the ticks so far ran on the grain's scheduler.</summary>
    Task<bool> TickedInTurn();
}
