using System.Collections;
using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Fleet.Storage;

/// <summary>The rules of <see cref="FleetJson"/>, each a change to what the serializer would do by itself.</summary>
internal static class JsonContracts
{
    private const BindingFlags Declared =
        BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    /// <summary>Of a type with [Id]s exactly those members, private ones too; computed properties are not state.</summary>
    public static void KeepOrleansMembers(JsonTypeInfo contract)
    {
        if (contract.Kind != JsonTypeInfoKind.Object || !IsOrleansRecord(contract.Type))
            return;
        var kept = IdentifiedMembers(contract.Type).ToList();
        if (kept.Count == 0)
            return;

        var there = contract.Properties.ToList();
        foreach (var property in there.Where(p => p.AttributeProvider is MemberInfo m && !kept.Contains(m, SameMember.Instance)))
            contract.Properties.Remove(property);
        foreach (var member in kept.Where(k => !there.Any(p => p.AttributeProvider is MemberInfo m && SameMember.Instance.Equals(m, k))))
            contract.Properties.Add(PropertyOf(contract, member));
    }

    /// <summary>A member that was renamed is there under its old name too.</summary>
    public static void KeepOldNames(JsonTypeInfo contract)
    {
        foreach (var property in contract.Properties.ToList())
        {
            if (property.AttributeProvider is not PropertyInfo member || member.GetCustomAttribute<StoredAlsoAttribute>() is not { } also)
                continue;
            var old = contract.CreateJsonPropertyInfo(property.PropertyType, also.Name);
            (old.Get, old.Set) = (property.Get, property.Set);
            contract.Properties.Add(old);
        }
    }

    /// <summary>The kinds of an abstract type are its subclasses with an [Alias], in the type's own assembly.</summary>
    public static void TellKindsByAlias(JsonTypeInfo contract)
    {
        if (!contract.Type.IsAbstract || !IsOrleansRecord(contract.Type))
            return;
        var kinds = new JsonPolymorphismOptions { TypeDiscriminatorPropertyName = FleetJson.KindProperty };
        foreach (var type in contract.Type.Assembly.GetTypes().Where(t => !t.IsAbstract && t.IsSubclassOf(contract.Type)))
        {
            if (TypeAlias.Of(type) is { } alias)
                kinds.DerivedTypes.Add(new(type, alias));
        }

        if (kinds.DerivedTypes.Count > 0)
            contract.PolymorphismOptions = kinds;
    }

    /// <summary>
    /// A row of an older version lacks members that are required now: they get their type's default, and collections
    /// are empty rather than null.
    /// </summary>
    public static void TolerateMissing(JsonTypeInfo contract)
    {
        if (contract.Kind != JsonTypeInfoKind.Object)
            return;
        var fills = new List<(JsonPropertyInfo Property, object Empty)>();
        foreach (var property in contract.Properties.Where(p => p.IsRequired))
        {
            property.IsRequired = false;
            if (EmptyOf(property.PropertyType) is { } empty && property is { Get: not null, Set: not null })
                fills.Add((property, empty));
        }

        if (fills.Count > 0 && !contract.Type.IsValueType)
            contract.OnDeserialized = o => fills.ForEach(f => FillIfMissing(o, f.Property, f.Empty));
    }

    /// <summary>Null is left out where reading would give null anyway: not where a new instance starts with something else.</summary>
    public static void LeaveOutNulls(JsonTypeInfo contract)
    {
        if (contract.Kind != JsonTypeInfoKind.Object || contract.Type.IsAbstract)
            return;
        var fresh = Fresh(contract.Type);
        foreach (var property in contract.Properties.Where(p => p.Get is not null && AllowsNull(p.PropertyType)))
        {
            if (fresh is null || property.Get!(fresh) is null)
                property.ShouldSerialize = static (_, value) => value is not null;
        }
    }

    private static bool IsOrleansRecord(Type type) => type.IsDefined(typeof(GenerateSerializerAttribute), inherit: false);

    private static IEnumerable<MemberInfo> IdentifiedMembers(Type type)
    {
        for (var t = type; t is not null && t != typeof(object); t = t.BaseType)
        {
            foreach (var member in t.GetMembers(Declared))
            {
                if (member is PropertyInfo or FieldInfo
                    && member.IsDefined(typeof(IdAttribute), inherit: false)
                    && !member.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false))
                    yield return member;
            }
        }
    }

    private static JsonPropertyInfo PropertyOf(JsonTypeInfo contract, MemberInfo member)
    {
        var (type, get, set) = member switch
        {
            PropertyInfo p => (p.PropertyType, (Func<object, object?>)p.GetValue, (Action<object, object?>?)(p.CanWrite ? p.SetValue : null)),
            FieldInfo f => (f.FieldType, f.GetValue, f.SetValue),
            _ => throw new ArgumentException("A property or a field.", nameof(member)),
        };
        var property = contract.CreateJsonPropertyInfo(type, JsonNamingPolicy.SnakeCaseLower.ConvertName(member.Name.TrimStart('_')));
        property.AttributeProvider = member;
        property.Get = get;
        property.Set = set;
        return property;
    }

    private static void FillIfMissing(object instance, JsonPropertyInfo property, object empty)
    {
        var value = property.Get!(instance);
        if (value is null || (value is IStructuralEquatable && value.GetType().IsValueType && value.Equals(Activator.CreateInstance(value.GetType()))))
            property.Set!(instance, empty);
    }

    private static object? EmptyOf(Type type)
    {
        if (type == typeof(string))
            return "";
        if (!type.IsGenericType || type.Namespace != typeof(ImmutableArray<>).Namespace)
            return null;
        return type.GetField("Empty", BindingFlags.Public | BindingFlags.Static)?.GetValue(null);
    }

    private static object? Fresh(Type type)
    {
        if (type.IsValueType)
            return Activator.CreateInstance(type);
        return type.GetConstructor(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic, [])?.Invoke(null);
    }

    private static bool AllowsNull(Type type) => !type.IsValueType || Nullable.GetUnderlyingType(type) is not null;

    // The same member seen through a subclass is another object.
    private sealed class SameMember : IEqualityComparer<MemberInfo>
    {
        public static readonly SameMember Instance = new();

        public bool Equals(MemberInfo? x, MemberInfo? y) =>
            x is not null && y is not null && x.Name == y.Name && x.DeclaringType == y.DeclaringType;

        public int GetHashCode(MemberInfo member) => member.Name.GetHashCode(StringComparison.Ordinal);
    }
}
