using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Concurrency;
using Orleans.Embedded.Storage;
using Orleans.Runtime;

namespace Orleans.Embedded.Activations;

/// <summary>What the engine knows of one grain class; made once per silo and shared by its activations.</summary>
internal sealed class GrainClass
{
    private const string Suffix = "grain";
    private static readonly Func<Activation, IPersistentStateBridge>[] s_none = [];

    private readonly ObjectFactory _construct;
    private readonly Func<Activation, IPersistentStateBridge>[] _states;

    public GrainClass(Type type, StateFactory states)
    {
        Type = type;
        GrainType = GrainType.Create(NameOf(type));
        IsReentrant = type.IsDefined(typeof(ReentrantAttribute), inherit: true);
        MaxWorkers = type.GetCustomAttribute<StatelessWorkerAttribute>()?.MaxWorkers ?? 0;
        var parameters = Constructor(type)?.GetParameters().Where(p => p.IsDefined(typeof(PersistentStateAttribute))).ToArray() ?? [];
        _states = parameters.Length == 0 ? s_none : [.. parameters.Select(states.For)];
        _construct = ActivatorUtilities.CreateFactory(type, [.. parameters.Select(p => p.ParameterType)]);
        CollectionAge = type.IsDefined(typeof(KeepAliveAttribute), inherit: true)
            ? Timeout.InfiniteTimeSpan
            : type.GetCustomAttribute<CollectionAgeLimitAttribute>()?.AgeLimit;
    }

    public Type Type { get; }

    public GrainType GrainType { get; }

    /// <summary>"Namespace.Class,Assembly", as statistics name it.</summary>
    public string TypeName => $"{Type.FullName},{Type.Assembly.GetName().Name}";

    public bool IsReentrant { get; }

    /// <summary>Zero unless the class is a stateless worker.</summary>
    public int MaxWorkers { get; }

    /// <summary>From the class's attributes; overrides the silo's options.</summary>
    public TimeSpan? CollectionAge { get; }

    public static string NameOf(Type type)
    {
        if (type.GetCustomAttribute<GrainTypeAttribute>() is { } named) return named.Name;
        var name = type.Name.ToLowerInvariant();
        return name.Length > Suffix.Length && name.EndsWith(Suffix, StringComparison.Ordinal) ? name[..^Suffix.Length] : name;
    }

    /// <summary>The constructor that dependency injection will take.</summary>
    public static ConstructorInfo? Constructor(Type type)
    {
        var all = type.GetConstructors();
        return all.FirstOrDefault(c => c.IsDefined(typeof(ActivatorUtilitiesConstructorAttribute))) ?? all.MaxBy(c => c.GetParameters().Length);
    }

    /// <summary>Makes the grain object, in the activation's turn.</summary>
    public object Create(Activation activation, out IPersistentStateBridge[] states)
    {
        if (_states.Length == 0)
        {
            states = [];
            return _construct(activation.ActivationServices, []);
        }

        states = new IPersistentStateBridge[_states.Length];
        for (var i = 0; i < states.Length; i++) states[i] = _states[i](activation);
        return _construct(activation.ActivationServices, states);
    }
}
