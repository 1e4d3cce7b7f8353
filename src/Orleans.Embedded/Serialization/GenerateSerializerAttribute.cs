namespace Orleans;

/// <summary>Marks a type that may cross a grain boundary or be kept as grain state.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Enum)]
public sealed class GenerateSerializerAttribute : Attribute
{
    /// <summary>Whether the primary constructor's parameters are members even without an <see cref="IdAttribute"/>. Default: records only.</summary>
    public bool IncludePrimaryConstructorParameters { get; init; }

    /// <summary>Which members get ids without an <see cref="IdAttribute"/>.</summary>
    public GenerateFieldIds GenerateFieldIds { get; init; }
}
