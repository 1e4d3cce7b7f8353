namespace Orleans.Embedded.Hosting;

/// <summary>The stream providers a silo was given; they need a storage for subscriptions in the real engine.</summary>
internal sealed class StreamProviderNames
{
    public HashSet<string> All { get; } = [];
}
