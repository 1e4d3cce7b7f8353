using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Embedded.Activations;
using Orleans.Providers;
using Orleans.Runtime;
using Orleans.Storage;

namespace Orleans.Embedded.Storage;

/// <summary>Turns a constructor parameter marked [PersistentState] into a maker of that state.</summary>
internal sealed class StateFactory(IServiceProvider services)
{
    public Func<Activation, IPersistentStateBridge> For(ParameterInfo parameter)
    {
        var attribute = parameter.GetCustomAttribute<PersistentStateAttribute>()!;
        var stateType = parameter.ParameterType.GetGenericArguments()[0];
        return (Func<Activation, IPersistentStateBridge>)typeof(StateFactory)
            .GetMethod(nameof(Make), BindingFlags.Instance | BindingFlags.NonPublic)!
            .MakeGenericMethod(stateType)
            .Invoke(this, [attribute, parameter])!;
    }

    private Func<Activation, IPersistentStateBridge> Make<TState>(PersistentStateAttribute attribute, ParameterInfo parameter)
    {
        PersistentStateKind<TState>? kind = null;
        return activation => new PersistentState<TState>(kind ??= new PersistentStateKind<TState>(attribute.StateName, StorageFor(attribute, parameter)), activation);
    }

    private IGrainStorage StorageFor(PersistentStateAttribute attribute, ParameterInfo parameter)
    {
        var found = attribute.StorageName is { } name
            ? services.GetKeyedService<IGrainStorage>(name)
            : services.GetService<IGrainStorage>() ?? services.GetKeyedService<IGrainStorage>(ProviderConstants.DEFAULT_STORAGE_PROVIDER_NAME);
        return found ?? throw new OrleansConfigurationException(attribute.StorageName is null
            ? $"No default storage provider found loading grain type {parameter.Member.DeclaringType}."
            : $"No storage provider named \"{attribute.StorageName}\" found loading grain type {parameter.Member.DeclaringType}.");
    }
}
