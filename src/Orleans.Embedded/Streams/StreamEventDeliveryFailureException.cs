using Orleans.Runtime;

namespace Orleans.Streams;

/// <summary>A consumer threw on an event until the provider gave up and went on to the next.</summary>
public sealed class StreamEventDeliveryFailureException : OrleansException
{
    public StreamEventDeliveryFailureException() { }

    public StreamEventDeliveryFailureException(string message) : base(message) { }

    public StreamEventDeliveryFailureException(string message, Exception innerException) : base(message, innerException) { }
}
