using System.Reflection;

namespace Fleet.Storage;

/// <summary>The [Alias] that a type itself bears. The attribute is inherited, and a subclass is not its base.</summary>
internal static class TypeAlias
{
    public static string? Of(Type type) => type.GetCustomAttributes<AliasAttribute>(inherit: false).FirstOrDefault()?.Alias;
}
