using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using System.Numerics;
using Orleans.Runtime;

namespace Orleans.Embedded.Copying;

/// <summary>Which types may cross a grain boundary, and which of them are shared rather than copied.</summary>
internal static class TypeRules
{
    private static readonly HashSet<Type> s_shared =
    [
        typeof(string), typeof(decimal), typeof(Guid), typeof(DateTime), typeof(DateTimeOffset), typeof(TimeSpan), typeof(DateOnly), typeof(TimeOnly),
        typeof(Half), typeof(Int128), typeof(UInt128), typeof(BigInteger), typeof(Complex), typeof(Uri), typeof(Version), typeof(IPAddress), typeof(IPEndPoint),
        typeof(CultureInfo), typeof(CompareInfo), typeof(CancellationToken), typeof(DBNull),
    ];

    // Immutable containers are shared if what they hold is; else the engine builds new ones.
    private static readonly HashSet<Type> s_sharedIfArgumentsAre =
    [
        typeof(Nullable<>), typeof(KeyValuePair<,>), typeof(ImmutableArray<>), typeof(ImmutableList<>), typeof(ImmutableHashSet<>), typeof(ImmutableSortedSet<>),
        typeof(ImmutableDictionary<,>), typeof(ImmutableSortedDictionary<,>), typeof(ImmutableQueue<>), typeof(ImmutableStack<>),
        typeof(Tuple<>), typeof(Tuple<,>), typeof(Tuple<,,>), typeof(Tuple<,,,>), typeof(Tuple<,,,,>),
        typeof(ValueTuple<>), typeof(ValueTuple<,>), typeof(ValueTuple<,,>), typeof(ValueTuple<,,,>), typeof(ValueTuple<,,,,>), typeof(ValueTuple<,,,,,>), typeof(ValueTuple<,,,,,,>),
    ];

    private static readonly ConcurrentDictionary<Type, bool> s_isShared = new();

    /// <summary>True if a value of this declared type needs no copy.</summary>
    public static bool IsShared(Type type) => s_isShared.GetOrAdd(type, static t => Decide(t));

    /// <summary>True for grain and observer interfaces.</summary>
    public static bool IsAddressable(Type type) => type.IsInterface && typeof(IAddressable).IsAssignableFrom(type);

    /// <summary>True if the type itself carries <see cref="ImmutableAttribute"/>.</summary>
    public static bool IsMarkedImmutable(Type type) => type.IsDefined(typeof(ImmutableAttribute), inherit: false);

    /// <summary>True if the type carries <see cref="GenerateSerializerAttribute"/>.</summary>
    public static bool IsGenerated(Type type) => type.IsDefined(typeof(GenerateSerializerAttribute), inherit: false);

    /// <summary>True for the generic containers that are immutable in themselves.</summary>
    public static bool IsImmutableContainer(Type definition) => s_sharedIfArgumentsAre.Contains(definition);

    public static string HowToFix(Type type) => type.Namespace?.StartsWith("System", StringComparison.Ordinal) is true
        ? "Use a primitive, a supported collection or a type marked [GenerateSerializer] instead."
        : "Mark it [GenerateSerializer] and give its members an [Id].";

    private static bool Decide(Type type)
    {
        if (type.IsPrimitive || type.IsEnum || s_shared.Contains(type)) return true;
        if (typeof(GrainReference).IsAssignableFrom(type) || typeof(Type).IsAssignableFrom(type)) return true;
        if (typeof(Exception).IsAssignableFrom(type)) return true;
        // A type derived from an unsealed immutable one may be mutable, so there the run-time type decides.
        if (type.IsSealed && IsMarkedImmutable(type)) return true;
        return type.IsConstructedGenericType
            && s_sharedIfArgumentsAre.Contains(type.GetGenericTypeDefinition())
            && type.GetGenericArguments().All(IsShared);
    }
}
