using Orleans.Providers.Streams.Common;

namespace Fleet.Engine.Streams;

public interface IConsumerGrain : IGrainWithStringKey
{
    /// <summary>Subscribes; each event is said as "{who}:{event}". Starts at the token if there is one.</summary>
    Task Subscribe(string stream, string who, EventSequenceToken? from = null);

    Task Unsubscribe(string stream);

    Task<int> Subscriptions(string stream);

    Task Produce(string stream, string item);

    Task Leave();

    /// <summary>The first delivery of an event that starts with "bad" throws.</summary>
    Task<string[]> Got();

    Task Reset(string stream, string who, EventSequenceToken from);
}
