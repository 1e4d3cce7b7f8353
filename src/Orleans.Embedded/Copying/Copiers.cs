using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Orleans.Serialization;

namespace Orleans.Embedded.Copying;

/// <summary>Finds or builds the copier of a type. One table per process: copiers hold no host's state.</summary>
internal static class Copiers
{
    private static readonly ConcurrentDictionary<Type, Copier> s_byRuntimeType = new();

    /// <summary>The copier for values whose exact type is <paramref name="type"/>.</summary>
    public static Copier ForRuntimeType(Type type) => s_byRuntimeType.GetOrAdd(type, static t => Build(t));

    /// <summary>Copies one value on its own, without shared references to other values.</summary>
    [return: NotNullIfNotNull(nameof(value))]
    public static T? CopyAlone<T>(T? value)
    {
        if (value is null || Copiers<T>.Instance.Shares) return value;
        var context = CopyContext.Rent();
        var copy = Copiers<T>.Instance.Copy(value, context);
        context.Return();
        return copy!;
    }

    private static Copier Build(Type type)
    {
        if (TypeRules.IsShared(type) || TypeRules.IsMarkedImmutable(type)) return Make(typeof(SharingCopier<>), type);
        if (type.IsArray) return type.GetArrayRank() == 1 ? Make(typeof(ArrayCopier<>), type.GetElementType()!) : Make(typeof(MatrixCopier<>), type);
        if (type.IsConstructedGenericType && CollectionCopiers.TryGet(type.GetGenericTypeDefinition(), out var definition))
            return (Copier)Activator.CreateInstance(definition.MakeGenericType(type.GetGenericArguments()))!;
        if (!TypeRules.IsGenerated(type)) throw new CodecNotFoundException($"Could not find a copier for type {type}. {TypeRules.HowToFix(type)}");

        var faults = new List<string>();
        GeneratedMembers.Check(type, faults);
        if (faults.Count > 0) throw new CodecNotFoundException(string.Join(" ", faults));
        return Make(type.IsValueType ? typeof(GeneratedStructCopier<>) : typeof(GeneratedClassCopier<>), type);
    }

    private static Copier Make(Type definition, Type argument) =>
        (Copier)Activator.CreateInstance(definition.MakeGenericType(argument))!;
}

/// <summary>The copier for values declared as <typeparamref name="T"/>.</summary>
internal static class Copiers<T>
{
    // Not a static initialiser: a type that contains itself asks for its own copier while it is built.
    private static Copier<T>? s_instance;

    public static Copier<T> Instance => s_instance ??= Build();

    /// <summary>Called by emitted code.</summary>
    public static T Copy(T value, CopyContext context) => Instance.Copy(value, context);

    private static Copier<T> Build()
    {
        var type = typeof(T);
        if (type.IsValueType || type.IsSealed || TypeRules.IsShared(type)) return (Copier<T>)Copiers.ForRuntimeType(type);
        var definition = TypeRules.IsAddressable(type) ? typeof(ReferenceOnlyCopier<>) : typeof(PolymorphicCopier<>);
        return (Copier<T>)Activator.CreateInstance(definition.MakeGenericType(type))!;
    }
}
