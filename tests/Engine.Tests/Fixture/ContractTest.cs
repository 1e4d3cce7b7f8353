using Fleet.Engine.Turns;
using Fleet.Testing;

namespace Fleet.Engine.Fixture;

/// <summary>Base of the contract's tests: the shared silo, and waiting with a limit.</summary>
[Collection(Name)]
public abstract class ContractTest(EngineHost engine)
{
    public const string Name = "engine";

    // Generous: reached only if something never happens.
    protected static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private static int s_counter;

    protected ContractTest(SharedHost host) : this(host.Engine) { }

    protected EngineHost Engine { get; } = engine;

    protected Signals Signals => Engine.Signals;

    protected ManualTimeProvider Clock => Engine.Clock;

    /// <summary>The test's own grain key, so that tests share no grain.</summary>
    protected string Key { get; } = "test-" + Interlocked.Increment(ref s_counter);

    protected T Grain<T>() where T : IGrainWithStringKey => Engine.Grains.GetGrain<T>(Key);

    protected T Grain<T>(string suffix) where T : IGrainWithStringKey => Engine.Grains.GetGrain<T>(Key + suffix);

    /// <summary>Moves the clock on, with a call between the steps, until something has been said.</summary>
    protected async Task ElapseUntil(Task said, TimeSpan step)
    {
        var pace = Grain<ITurnGrain>("-pace");
        for (var steps = 0; !said.IsCompleted; steps++)
        {
            Assert.True(steps < 100_000, "It was never said.");
            Clock.Advance(step);
            await pace.Count().WaitAsync(Limit);
        }

        await said;
    }

    /// <summary>The n-th time a grain of this test says something.</summary>
    protected Task Said(string what, int times = 1) => Signals.Raised($"{Key}:{what}", times).WaitAsync(Limit);
}
