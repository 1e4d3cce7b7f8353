using Orleans.Concurrency;

namespace Fleet.Engine.Observers;

public interface IListener : IGrainObserver
{
    [OneWay]
    Task Heard(string what);

    Task<int> Asked(int number);

    void Told(string what);
}

public interface ITalkerGrain : IGrainWithStringKey
{
    Task Listen(IListener listener);

    Task Talk(string what);

    Task<int> Ask(int number);
}
