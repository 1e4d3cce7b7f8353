using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.CompilerServices;

namespace Orleans.Embedded.Copying;

/// <summary>Copies classes marked [GenerateSerializer], field by field, through code compiled once.</summary>
internal sealed class GeneratedClassCopier<T> : ReferenceCopier<T> where T : class
{
    private readonly Func<T> _create = Create();
    private readonly Action<T, T, CopyContext> _copyMembers = CopyMembers();

    protected override T CopyNew(T value, CopyContext context)
    {
        var copy = _create();
        context.Record(value, copy);
        _copyMembers(value, copy, context);
        return copy;
    }

    private static Func<T> Create()
    {
        // Like the real activator: the parameterless constructor if there is one, else no constructor at all.
        var constructor = typeof(T).GetConstructor(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic, Type.EmptyTypes);
        if (constructor is null) return static () => (T)RuntimeHelpers.GetUninitializedObject(typeof(T));
        var method = new DynamicMethod("New_" + typeof(T).Name, typeof(T), Type.EmptyTypes, typeof(Copiers).Module, skipVisibility: true);
        var il = method.GetILGenerator();
        il.Emit(OpCodes.Newobj, constructor);
        il.Emit(OpCodes.Ret);
        return method.CreateDelegate<Func<T>>();
    }

    private static Action<T, T, CopyContext> CopyMembers()
    {
        var method = new DynamicMethod("Copy_" + typeof(T).Name, typeof(void), [typeof(T), typeof(T), typeof(CopyContext)], typeof(Copiers).Module, skipVisibility: true);
        var il = method.GetILGenerator();
        foreach (var field in GeneratedMembers.Of(typeof(T)))
        {
            il.Emit(OpCodes.Ldarg_1);
            il.Emit(OpCodes.Ldarg_0);
            il.Emit(OpCodes.Ldfld, field);
            FieldCopy.Emit(il, field, OpCodes.Ldarg_2);
            il.Emit(OpCodes.Stfld, field);
        }

        il.Emit(OpCodes.Ret);
        return method.CreateDelegate<Action<T, T, CopyContext>>();
    }
}

/// <summary>Copies structs marked [GenerateSerializer].</summary>
internal sealed class GeneratedStructCopier<T> : Copier<T> where T : struct
{
    private delegate void CopyMembers(ref T value, ref T copy, CopyContext context);

    private readonly CopyMembers _copyMembers = Compile();

    public override T Copy(T value, CopyContext context)
    {
        var copy = default(T);
        _copyMembers(ref value, ref copy, context);
        return copy;
    }

    private static CopyMembers Compile()
    {
        var reference = typeof(T).MakeByRefType();
        var method = new DynamicMethod("Copy_" + typeof(T).Name, typeof(void), [reference, reference, typeof(CopyContext)], typeof(Copiers).Module, skipVisibility: true);
        var il = method.GetILGenerator();
        foreach (var field in GeneratedMembers.Of(typeof(T)))
        {
            il.Emit(OpCodes.Ldarg_1);
            il.Emit(OpCodes.Ldarg_0);
            il.Emit(OpCodes.Ldfld, field);
            FieldCopy.Emit(il, field, OpCodes.Ldarg_2);
            il.Emit(OpCodes.Stfld, field);
        }

        il.Emit(OpCodes.Ret);
        return method.CreateDelegate<CopyMembers>();
    }
}

internal static class FieldCopy
{
    /// <summary>Replaces the field's value on the stack by its copy, unless it is shared.</summary>
    public static void Emit(ILGenerator il, FieldInfo field, OpCode loadContext)
    {
        if (TypeRules.IsShared(field.FieldType) || GeneratedMembers.IsImmutable(field)) return;
        il.Emit(loadContext);
        il.Emit(OpCodes.Call, typeof(Copiers<>).MakeGenericType(field.FieldType).GetMethod(nameof(Copiers<object>.Copy))!);
    }
}
