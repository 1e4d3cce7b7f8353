using System.Reflection;
using System.Runtime.CompilerServices;

namespace Orleans.Embedded.Storage;

/// <summary>Makes the empty state of a type: through its parameterless constructor, else without any, as the real engine does.</summary>
internal static class StateActivator<T>
{
    private static readonly Func<T> s_create = Build();

    public static T Create() => s_create();

    private static Func<T> Build()
    {
        if (typeof(T).IsValueType) return static () => default!;
        var constructor = typeof(T).IsAbstract ? null : typeof(T).GetConstructor(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic, Type.EmptyTypes);
        if (constructor is not null) return System.Linq.Expressions.Expression.Lambda<Func<T>>(System.Linq.Expressions.Expression.New(constructor)).Compile();
        if (typeof(T).IsAbstract || typeof(T).IsArray || typeof(T) == typeof(string)) return static () => default!;
        return static () => (T)RuntimeHelpers.GetUninitializedObject(typeof(T));
    }
}
