using System.Collections.Concurrent;
using Orleans.Runtime;

namespace Orleans.Embedded.Activations;

/// <summary>Which grain classes there are and which of them a grain interface means. Built once, when the silo is.</summary>
internal sealed class GrainManifest
{
    private readonly Dictionary<GrainType, GrainClass> _classes = [];
    private readonly ConcurrentDictionary<Type, GrainType> _byInterface = new();

    public GrainManifest(IEnumerable<GrainClass> classes)
    {
        foreach (var grainClass in classes)
        {
            if (!_classes.TryAdd(grainClass.GrainType, grainClass))
                throw new OrleansConfigurationException($"Both {_classes[grainClass.GrainType].Type} and {grainClass.Type} have the grain type \"{grainClass.GrainType}\". Give one of them a [GrainType].");
        }
    }

    public IEnumerable<GrainClass> Classes => _classes.Values;

    public GrainClass ClassOf(GrainType type) =>
        _classes.TryGetValue(type, out var found) ? found : throw new ArgumentException($"Could not find an implementation for grain type {type}");

    /// <summary>The grain type that implements the interface; the class named like the interface if there are several.</summary>
    public GrainType TypeFor(Type interfaceType) => _byInterface.GetOrAdd(interfaceType, static (type, self) => self.Resolve(type), this);

    private GrainType Resolve(Type interfaceType)
    {
        var found = _classes.Values.Where(c => interfaceType.IsAssignableFrom(c.Type)).ToArray();
        if (found.Length > 1)
        {
            var named = Array.FindAll(found, c => c.Type.Name.Equals(interfaceType.Name.TrimStart('I'), StringComparison.Ordinal));
            if (named.Length == 1) found = named;
        }

        return found.Length switch
        {
            1 => found[0].GrainType,
            0 => throw new ArgumentException($"Could not find an implementation for interface {interfaceType}"),
            _ => throw new ArgumentException($"Multiple implementations found for {interfaceType}: {string.Join(", ", found.Select(c => c.Type))}"),
        };
    }
}
