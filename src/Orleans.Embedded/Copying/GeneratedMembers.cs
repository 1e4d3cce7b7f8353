using System.Globalization;
using System.Reflection;

namespace Orleans.Embedded.Copying;

/// <summary>
/// The members of a [GenerateSerializer] type that are copied, and what is wrong with such a type.
/// Mirrors the real code generator, but refuses what that one drops without a word: a field or property without an id.
/// </summary>
internal static class GeneratedMembers
{
    private const BindingFlags Declared = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    /// <summary>All copied fields, those of base types first.</summary>
    public static IEnumerable<FieldInfo> Of(Type type)
    {
        var inherited = type.BaseType is { } parent && TypeRules.IsGenerated(parent) ? Of(parent) : [];
        return inherited.Concat(type.GetFields(Declared).Where(f => !IsLeftOut(f) && IdOf(type, f) is not null));
    }

    /// <summary>True if the member promises immutability of its value.</summary>
    public static bool IsImmutable(FieldInfo field) =>
        field.IsDefined(typeof(ImmutableAttribute)) || PropertyOf(field)?.IsDefined(typeof(ImmutableAttribute)) is true;

    /// <summary>Adds one sentence for each fault of the type itself; member types are checked by <see cref="SerializabilityCheck"/>.</summary>
    public static void Check(Type type, List<string> faults)
    {
        if (type.IsEnum) return;
        if (type.BaseType is { } parent && parent != typeof(object) && parent != typeof(ValueType) && !TypeRules.IsGenerated(parent) && !typeof(Exception).IsAssignableFrom(type))
            faults.Add($"{type}: its base type {parent} lacks [GenerateSerializer], so what it holds would be lost.");

        var seen = new Dictionary<string, string>();
        foreach (var field in type.GetFields(Declared))
        {
            if (IsLeftOut(field)) continue;
            var name = PropertyOf(field)?.Name ?? field.Name;
            if (IdOf(type, field) is not { } id) faults.Add($"{type}.{name} has no [Id]: it would be lost. Give it one, or mark the field [NonSerialized].");
            else if (!seen.TryAdd(id, name)) faults.Add($"{type}: {seen[id]} and {name} have the same [Id({id})].");
        }
    }

    private static bool IsLeftOut(FieldInfo field) => field.IsDefined(typeof(NonSerializedAttribute));

    private static string? IdOf(Type type, FieldInfo field)
    {
        var property = PropertyOf(field);
        var attribute = (property as MemberInfo)?.GetCustomAttribute<IdAttribute>() ?? field.GetCustomAttribute<IdAttribute>();
        if (attribute is not null) return attribute.Id.ToString(CultureInfo.InvariantCulture);

        var generate = type.GetCustomAttribute<GenerateSerializerAttribute>()!;
        if (generate.GenerateFieldIds == GenerateFieldIds.PublicProperties && property?.GetMethod is { IsPublic: true }) return "property " + property.Name;
        return property is not null && IsPrimaryParameter(type, property, generate) ? "parameter " + property.Name : null;
    }

    private static bool IsPrimaryParameter(Type type, PropertyInfo property, GenerateSerializerAttribute generate) =>
        (generate.IncludePrimaryConstructorParameters || IsRecord(type))
        && type.GetConstructors(Declared).Any(c => c.GetParameters().Any(p => p.Name == property.Name && p.ParameterType == property.PropertyType));

    private static bool IsRecord(Type type) => type.GetMethod("PrintMembers", Declared) is not null;

    private static PropertyInfo? PropertyOf(FieldInfo field)
    {
        if (!field.Name.StartsWith('<')) return null;
        var end = field.Name.IndexOf(">k__BackingField", StringComparison.Ordinal);
        return end < 0 ? null : field.DeclaringType!.GetProperty(field.Name[1..end], Declared);
    }
}
