using Orleans.Concurrency;

namespace Fleet.Engine.Failures;

public interface IFailingGrain : IGrainWithStringKey
{
    Task Throw(string message);

    Task<int> ThrowAtOnce(string message);

    ValueTask<int> ThrowLater(string message);

    Task Cancel();

    [ResponseTimeout("00:00:00.300")]
    Task NeverAnswer();

    /// <summary>Calls a grain that calls this one back.</summary>
    [ResponseTimeout("00:00:00.300")]
    Task CallBack(string other);

    Task Wait(CancellationToken cancellationToken);

    [OneWay]
    Task OneWay();

    [OneWay]
    Task OneWayThrow();

    ValueTask<string> Echo(string text);
}
