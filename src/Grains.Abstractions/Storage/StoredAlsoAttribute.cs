namespace Fleet.Storage;

/// <summary>
/// Another name that the member has in stored rows: read under either, and written under both while a host of the version
/// that knew only this name may read them. What crosses grains goes by [Id] and has no names.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class StoredAlsoAttribute(string name) : Attribute
{
    public string Name { get; } = name;
}
