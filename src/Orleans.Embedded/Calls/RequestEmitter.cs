using System.Globalization;
using System.Reflection;
using System.Reflection.Emit;

namespace Orleans.Embedded.Calls;

/// <summary>Emits the <see cref="Request"/> subclass of one interface method: a field per argument and the call itself.</summary>
internal static class RequestEmitter
{
    private const string MethodField = "Method";
    private const MethodAttributes Override = MethodAttributes.FamORAssem | MethodAttributes.Virtual | MethodAttributes.HideBySig;

    public static string Argument(int index) => "Argument" + index.ToString(CultureInfo.InvariantCulture);

    public static Type Emit(ModuleBuilder module, MethodInfo method, int number)
    {
        var (parent, callName) = BaseFor(method.ReturnType);
        var request = module.DefineType($"{method.DeclaringType!.Name}_{method.Name}_Request{number}", TypeAttributes.NotPublic | TypeAttributes.Sealed, parent);
        request.DefineDefaultConstructor(MethodAttributes.Public);

        var parameters = method.GetParameters();
        var arguments = parameters.Select((p, i) => request.DefineField(Argument(i), p.ParameterType, FieldAttributes.Public)).ToArray();
        var description = request.DefineField(MethodField, typeof(CallMethod), FieldAttributes.Public | FieldAttributes.Static);

        EmitGetter(request, parent, "get_" + nameof(Request.Method), typeof(CallMethod), il => il.Emit(OpCodes.Ldsfld, description));
        var token = Array.FindIndex(parameters, p => p.ParameterType == typeof(CancellationToken));
        if (token >= 0)
        {
            EmitGetter(request, parent, "get_" + nameof(Request.Cancellation), typeof(CancellationToken), il =>
            {
                il.Emit(OpCodes.Ldarg_0);
                il.Emit(OpCodes.Ldfld, arguments[token]);
            });
        }

        EmitCall(request, parent, callName, method, arguments);
        var type = request.CreateType();
        type.GetField(MethodField)!.SetValue(null, CallMethod.From(method));
        return type;
    }

    private static (Type Parent, string CallName) BaseFor(Type returned)
    {
        if (returned == typeof(void)) return (typeof(VoidRequest), "CallVoid");
        if (returned == typeof(Task)) return (typeof(TaskRequest), "Call");
        if (returned == typeof(ValueTask)) return (typeof(ValueTaskRequest), "CallValue");
        var result = returned.GetGenericArguments();
        return returned.GetGenericTypeDefinition() == typeof(Task<>)
            ? (typeof(TaskRequest<>).MakeGenericType(result), "Call")
            : (typeof(ValueTaskRequest<>).MakeGenericType(result), "CallValue");
    }

    private static void EmitGetter(TypeBuilder request, Type parent, string name, Type returned, Action<ILGenerator> load)
    {
        var getter = request.DefineMethod(name, AccessOf(parent, name), returned, Type.EmptyTypes);
        var il = getter.GetILGenerator();
        load(il);
        il.Emit(OpCodes.Ret);
    }

    private static void EmitCall(TypeBuilder request, Type parent, string name, MethodInfo method, FieldBuilder[] arguments)
    {
        var call = request.DefineMethod(name, AccessOf(parent, name), method.ReturnType, [typeof(object)]);
        var il = call.GetILGenerator();
        il.Emit(OpCodes.Ldarg_1);
        il.Emit(OpCodes.Castclass, method.DeclaringType!);
        foreach (var argument in arguments)
        {
            il.Emit(OpCodes.Ldarg_0);
            il.Emit(OpCodes.Ldfld, argument);
        }

        il.Emit(OpCodes.Callvirt, method);
        il.Emit(OpCodes.Ret);
    }

    // An override must repeat the accessibility of what it overrides.
    private static MethodAttributes AccessOf(Type parent, string name)
    {
        for (var type = parent; type is not null; type = type.BaseType)
        {
            if (type.GetMethod(name, BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.DeclaredOnly) is { } declared)
                return (declared.Attributes & MethodAttributes.MemberAccessMask) | (Override & ~MethodAttributes.MemberAccessMask);
        }

        throw new MissingMethodException(parent.FullName, name);
    }
}
