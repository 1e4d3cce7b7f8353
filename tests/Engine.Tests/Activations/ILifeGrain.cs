namespace Fleet.Engine.Activations;

public interface ILifeGrain : IGrainWithStringKey
{
    /// <summary>Which activation of this key answers; the first is 1.</summary>
    Task<int> Activation();

    Task Leave();

    /// <summary>Asks to be deactivated, then waits for the gate "leave".</summary>
    Task LeaveSlowly();

    Task StayFor(TimeSpan time);

    Task<string> WhoAmI();
}
