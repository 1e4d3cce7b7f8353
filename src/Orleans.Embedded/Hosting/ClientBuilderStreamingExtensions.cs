using Orleans.Embedded.Hosting;

namespace Orleans.Hosting;

/// <summary>Streams of a client: those of the silo it finds.</summary>
public static class ClientBuilderStreamingExtensions
{
    public static IClientBuilder AddMemoryStreams(this IClientBuilder builder, string name, Action<IClusterClientMemoryStreamConfigurator>? configure = null)
    {
        configure?.Invoke(new MemoryStreamConfigurator(name, builder.Services));
        return builder;
    }
}
