using Orleans.Concurrency;

namespace Fleet.Engine.Turns;

public interface ITurnGrain : IGrainWithStringKey
{
    /// <summary>Says "{name} begins", waits for the gate of that name, says "{name} ends".</summary>
    Task Hold(string name);

    Task Say(string name);

    /// <summary>Adds one in a way that loses counts unless nobody interleaves.</summary>
    Task AddSlowly();

    Task<int> Count();

    /// <summary>True if everything ran on the same scheduler, which is not the default one.</summary>
    Task<bool> StaysInTurn();

    [AlwaysInterleave]
    Task<string> Interleaving();

    [ReadOnly]
    Task<string> Read(string name);
}
