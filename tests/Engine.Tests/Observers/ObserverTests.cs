using Fleet.Engine.Fixture;

namespace Fleet.Engine.Observers;

public sealed class ObserverTests(SharedHost host) : ContractTest(host)
{
    [Fact]
    public async Task Observer_hears_in_order_and_answers()
    {
        var listener = new Listener(Signals, Key);
        var reference = Engine.Client.CreateObjectReference<IListener>(listener);
        var grain = Grain<ITalkerGrain>();
        await grain.Listen(reference).WaitAsync(Limit);
        await grain.Talk("one").WaitAsync(Limit);
        await grain.Talk("two").WaitAsync(Limit);
        Assert.Equal(43, await grain.Ask(42).WaitAsync(Limit));
        await Said("told two");
        Assert.Equal(["heard one", "told one", "heard two", "told two"], Signals.Log.Where(l => l.StartsWith(Key + ":", StringComparison.Ordinal)).Select(l => l[(Key.Length + 1)..]));
        Engine.Client.DeleteObjectReference<IListener>(reference);
        GC.KeepAlive(listener);
    }

    [Fact]
    public async Task Observer_object_without_a_reference_is_refused() =>
        await Assert.ThrowsAsync<NotSupportedException>(() => Grain<ITalkerGrain>().Listen(new Listener(Signals, Key)).WaitAsync(Limit));

    private sealed class Listener(Signals signals, string key) : IListener
    {
        public async Task Heard(string what)
        {
            await Task.Yield();
            signals.Raise($"{key}:heard {what}");
        }

        public Task<int> Asked(int number) => Task.FromResult(number + 1);

        public void Told(string what) => signals.Raise($"{key}:told {what}");
    }
}
