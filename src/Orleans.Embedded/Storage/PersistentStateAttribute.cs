namespace Orleans.Runtime;

/// <summary>Names the state and the storage of an <see cref="IPersistentState{TState}"/> constructor parameter.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public class PersistentStateAttribute(string stateName, string? storageName = null) : Attribute
{
    public string StateName { get; } = stateName;

    /// <summary>The storage's name; null for the default one.</summary>
    public string? StorageName { get; } = storageName;
}
