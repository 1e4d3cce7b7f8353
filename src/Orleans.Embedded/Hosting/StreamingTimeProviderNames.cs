namespace Orleans.Streams;

/// <summary>The service key of the clock that streams run on; unless registered, the plain <see cref="TimeProvider"/>.</summary>
public static class StreamingTimeProviderNames
{
    public const string Streaming = "Orleans.Streaming";
}
