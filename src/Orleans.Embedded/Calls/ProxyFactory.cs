using System.Collections.Concurrent;
using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.CompilerServices;
using Orleans.Embedded.Copying;
using Orleans.Runtime;

namespace Orleans.Embedded.Calls;

/// <summary>
/// Emits, once per process and interface, the reference type and one request type per method.
/// What they do is what the real source generator writes: copy the arguments, put them into a request, send it.
/// </summary>
internal static class ProxyFactory
{
    private static readonly ConcurrentDictionary<Type, Func<ReferenceKind, IdSpan, GrainReference>> s_factories = new();
    private static readonly ConcurrentDictionary<Assembly, ModuleBuilder> s_modules = new();
    private static readonly Lock s_emitting = new();
    private static int s_counter;

    public static Func<ReferenceKind, IdSpan, GrainReference> For(Type interfaceType) =>
        s_factories.TryGetValue(interfaceType, out var factory) ? factory : Make(interfaceType);

    /// <summary>All methods that a reference of this interface has.</summary>
    public static IEnumerable<MethodInfo> MethodsOf(Type interfaceType) =>
        interfaceType.GetInterfaces().Append(interfaceType).SelectMany(i => i.GetMethods(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)).Where(m => m.IsAbstract);

    private static Func<ReferenceKind, IdSpan, GrainReference> Make(Type interfaceType)
    {
        lock (s_emitting)
        {
            return s_factories.GetOrAdd(interfaceType, static type => Emit(type));
        }
    }

    private static Func<ReferenceKind, IdSpan, GrainReference> Emit(Type interfaceType)
    {
        var module = s_modules.GetOrAdd(interfaceType.Assembly, static assembly => NewModule(assembly));
        var proxy = module.DefineType($"{interfaceType.FullName}_Reference{s_counter++}", TypeAttributes.NotPublic | TypeAttributes.Sealed, typeof(GrainReference), [interfaceType]);
        EmitConstructor(proxy);
        foreach (var method in MethodsOf(interfaceType)) EmitMethod(proxy, method, RequestEmitter.Emit(module, method, s_counter++));

        var type = proxy.CreateType();
        var make = new DynamicMethod("New_" + type.Name, typeof(GrainReference), [typeof(ReferenceKind), typeof(IdSpan)], typeof(ProxyFactory).Module, skipVisibility: true);
        var il = make.GetILGenerator();
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Ldarg_1);
        il.Emit(OpCodes.Newobj, type.GetConstructors(BindingFlags.Instance | BindingFlags.Public)[0]);
        il.Emit(OpCodes.Ret);
        return make.CreateDelegate<Func<ReferenceKind, IdSpan, GrainReference>>();
    }

    private static ModuleBuilder NewModule(Assembly assembly)
    {
        var builder = AssemblyBuilder.DefineDynamicAssembly(new AssemblyName("Orleans.Embedded.Proxies"), AssemblyBuilderAccess.Run);
        var constructor = typeof(IgnoresAccessChecksToAttribute).GetConstructor([typeof(string)])!;
        // Grain interfaces and records may be internal to their assembly, as with generated code.
        builder.SetCustomAttribute(new CustomAttributeBuilder(constructor, [assembly.GetName().Name!]));
        return builder.DefineDynamicModule("Proxies");
    }

    private static void EmitConstructor(TypeBuilder proxy)
    {
        var constructor = proxy.DefineConstructor(MethodAttributes.Public, CallingConventions.HasThis, [typeof(ReferenceKind), typeof(IdSpan)]);
        var il = constructor.GetILGenerator();
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Ldarg_1);
        il.Emit(OpCodes.Ldarg_2);
        il.Emit(OpCodes.Call, typeof(GrainReference).GetConstructor(BindingFlags.Instance | BindingFlags.NonPublic, [typeof(ReferenceKind), typeof(IdSpan)])!);
        il.Emit(OpCodes.Ret);
    }

    private static void EmitMethod(TypeBuilder proxy, MethodInfo method, Type request)
    {
        var parameters = method.GetParameters();
        var builder = proxy.DefineMethod(
            method.DeclaringType!.Name + "." + method.Name,
            MethodAttributes.Private | MethodAttributes.Virtual | MethodAttributes.Final | MethodAttributes.HideBySig | MethodAttributes.NewSlot,
            method.ReturnType,
            [.. parameters.Select(p => p.ParameterType)]);
        var il = builder.GetILGenerator();
        var local = il.DeclareLocal(request);
        il.Emit(OpCodes.Newobj, request.GetConstructor(Type.EmptyTypes)!);
        il.Emit(OpCodes.Stloc, local);

        var context = parameters.Any(IsCopied) ? il.DeclareLocal(typeof(CopyContext)) : null;
        if (context is not null)
        {
            il.Emit(OpCodes.Call, typeof(CopyContext).GetMethod(nameof(CopyContext.Rent))!);
            il.Emit(OpCodes.Stloc, context);
        }

        for (var i = 0; i < parameters.Length; i++)
        {
            il.Emit(OpCodes.Ldloc, local);
            il.Emit(OpCodes.Ldarg, i + 1);
            if (IsCopied(parameters[i]))
            {
                il.Emit(OpCodes.Ldloc, context!);
                il.Emit(OpCodes.Call, typeof(Copiers<>).MakeGenericType(parameters[i].ParameterType).GetMethod(nameof(Copiers<object>.Copy))!);
            }

            il.Emit(OpCodes.Stfld, request.GetField(RequestEmitter.Argument(i))!);
        }

        if (context is not null)
        {
            il.Emit(OpCodes.Ldloc, context);
            il.Emit(OpCodes.Call, typeof(CopyContext).GetMethod(nameof(CopyContext.Return))!);
        }

        il.Emit(OpCodes.Ldloc, local);
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Call, request.BaseType!.GetMethod("Send", BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.DeclaredOnly, [typeof(GrainReference)])!);
        il.Emit(OpCodes.Ret);
        proxy.DefineMethodOverride(builder, method);
    }

    private static bool IsCopied(ParameterInfo parameter) =>
        !TypeRules.IsShared(parameter.ParameterType) && !parameter.IsDefined(typeof(ImmutableAttribute));
}
