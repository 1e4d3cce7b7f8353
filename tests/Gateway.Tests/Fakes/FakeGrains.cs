using System.Collections.Concurrent;
using System.Reflection;

namespace Fleet.Gateway.Fakes;

/// <summary>
/// A grain factory over plain objects. A proxy rather than a class, because the two engines' factories differ in members
/// that the gateway does not use.
/// </summary>
public class FakeGrains : DispatchProxy
{
    private readonly ConcurrentDictionary<(Type Grain, string Key), object> _grains = new();
    private readonly ConcurrentDictionary<Type, Func<string, object>> _makers = new();

    public static (IClusterClient Factory, FakeGrains Fakes) Create()
    {
        var factory = Create<IClusterClient, FakeGrains>();
        return (factory, (FakeGrains)(object)factory);
    }

    public int Activations => _grains.Count;

    public void Use<TGrain>(Func<string, TGrain> make)
        where TGrain : class, IGrainWithStringKey => _makers[typeof(TGrain)] = make;

    public TGrain Get<TGrain>(string key)
        where TGrain : class, IGrainWithStringKey => (TGrain)Find(typeof(TGrain), key);

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) =>
        targetMethod is { Name: "GetGrain", IsGenericMethod: true } && args is [string key, ..]
            ? Find(targetMethod.GetGenericArguments()[0], key)
            : throw new NotSupportedException(targetMethod?.Name);

    private object Find(Type grain, string key) => _grains.GetOrAdd((grain, key), id => _makers[id.Grain](id.Key));
}
