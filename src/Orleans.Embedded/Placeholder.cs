// Stands in for the engine until its branch lands: just enough for contracts and pure cores to compile.
namespace Orleans;

[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Enum | AttributeTargets.Interface)]
public sealed class GenerateSerializerAttribute : Attribute;

[AttributeUsage(AttributeTargets.All)]
public sealed class IdAttribute(uint id) : Attribute
{
    public uint Id { get; } = id;
}

[AttributeUsage(AttributeTargets.All)]
public sealed class ImmutableAttribute : Attribute;

[AttributeUsage(AttributeTargets.All)]
public sealed class AliasAttribute(string alias) : Attribute
{
    public string Alias { get; } = alias;
}

public interface IAddressable;

public interface IGrain : IAddressable;

public interface IGrainWithStringKey : IGrain;

public interface IGrainObserver : IAddressable;

public interface IGrainFactory
{
    TGrainInterface GetGrain<TGrainInterface>(string primaryKey, string? grainClassNamePrefix = null)
        where TGrainInterface : IGrainWithStringKey;
}
