using Microsoft.Extensions.DependencyInjection;
using Orleans.Embedded.Hosting;
using Orleans.Embedded.Streams;
using Orleans.Streams;

namespace Orleans.Hosting;

/// <summary>Streams of a silo.</summary>
public static class SiloBuilderMemoryStreamExtensions
{
    public static ISiloBuilder AddMemoryStreams(this ISiloBuilder builder, string name, Action<ISiloMemoryStreamConfigurator>? configure = null)
    {
        configure?.Invoke(new MemoryStreamConfigurator(name, builder.Services));
        builder.Services.AddKeyedSingleton<IStreamProvider>(name, static (sp, key) => new MemoryStreamProvider(sp, (string)key!));
        builder.Services.Configure<StreamProviderNames>(names => names.All.Add(name));
        return builder;
    }
}
