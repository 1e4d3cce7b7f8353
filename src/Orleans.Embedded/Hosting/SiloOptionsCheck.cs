using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Providers;
using Orleans.Runtime;
using Orleans.Storage;

namespace Orleans.Embedded.Hosting;

/// <summary>Refuses options that the real engine refuses too.</summary>
internal static class SiloOptionsCheck
{
    public static void ThrowIfFaulty(IServiceProvider services, GrainCollectionOptions collection)
    {
        var quantum = collection.CollectionQuantum;
        if (quantum <= TimeSpan.Zero) throw new OrleansConfigurationException($"CollectionQuantum is set to {quantum}. CollectionQuantum must be greater than 0");
        if (collection.CollectionAge <= quantum)
            throw new OrleansConfigurationException($"CollectionAge is set to {collection.CollectionAge}. CollectionAge must be greater than CollectionQuantum, which is set to {quantum}");
        foreach (var (name, age) in collection.ClassSpecificCollectionAge)
        {
            if (age <= quantum)
                throw new OrleansConfigurationException($"{name} CollectionAgeLimit is set to {age}. CollectionAgeLimit must be greater than CollectionQuantum, which is set to {quantum}");
        }

        // The embedded engine keeps subscriptions in memory, but a host that lacks this storage would fail on the real one at its first subscription.
        foreach (var provider in services.GetRequiredService<IOptions<StreamProviderNames>>().Value.All)
        {
            if (services.GetKeyedService<IGrainStorage>(provider) is null && services.GetKeyedService<IGrainStorage>(ProviderConstants.DEFAULT_PUBSUB_PROVIDER_NAME) is null)
                throw new OrleansConfigurationException($"Stream provider \"{provider}\" needs a grain storage named \"{ProviderConstants.DEFAULT_PUBSUB_PROVIDER_NAME}\" for its subscriptions.");
        }
    }
}
