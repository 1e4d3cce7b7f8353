using System.Reflection;
using Orleans.Concurrency;

namespace Orleans.Embedded.Calls;

/// <summary>What the engine knows of one grain interface method. Made once per method, shared by all calls.</summary>
internal sealed class CallMethod(string name, bool oneWay = false, bool readOnly = false, bool alwaysInterleave = false, TimeSpan? timeout = null)
{
    public string Name { get; } = name;

    public bool OneWay { get; } = oneWay;

    public bool ReadOnly { get; } = readOnly;

    public bool AlwaysInterleave { get; } = alwaysInterleave;

    /// <summary>Overrides the silo's response timeout.</summary>
    public TimeSpan? Timeout { get; } = timeout;

    public static CallMethod From(MethodInfo method) => new(
        $"{method.DeclaringType!.Name}.{method.Name}",
        method.IsDefined(typeof(OneWayAttribute)) || method.ReturnType == typeof(void),
        method.IsDefined(typeof(ReadOnlyAttribute)),
        method.IsDefined(typeof(AlwaysInterleaveAttribute)),
        method.GetCustomAttribute<ResponseTimeoutAttribute>()?.Timeout);

    public override string ToString() => Name;
}
