using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Embedded.Copying;
using Orleans.Runtime;

namespace Orleans.Embedded.Activations;

/// <summary>Refuses, before the silo starts, what the real engine refuses when it is built or started; all faults in one message.</summary>
internal static class GrainValidator
{
    public static void ThrowIfFaulty(IReadOnlyCollection<Type> grainClasses, IServiceProviderIsService services)
    {
        var faults = Find(grainClasses, services);
        if (faults.Count > 0)
            throw new OrleansConfigurationException($"The grains of this host cannot run:{Environment.NewLine}{string.Join(Environment.NewLine, faults.Select(f => "- " + f))}");
    }

    public static List<string> Find(IEnumerable<Type> grainClasses, IServiceProviderIsService services)
    {
        var faults = new List<string>();
        var check = new SerializabilityCheck();
        var interfaces = new HashSet<Type>();
        foreach (var grainClass in grainClasses)
        {
            CheckConstructor(grainClass, services, check, faults);
            foreach (var type in grainClass.GetInterfaces().Where(TypeRules.IsAddressable)) check.Interfaces.Enqueue(type);
        }

        while (check.Interfaces.TryDequeue(out var type))
        {
            if (interfaces.Add(type)) CheckInterface(type, check, faults);
        }

        CheckAliases(interfaces.Concat(check.Generated), faults);
        return [.. faults.Distinct()];
    }

    private static void CheckInterface(Type type, SerializabilityCheck check, List<string> faults)
    {
        foreach (var property in type.GetProperties()) faults.Add($"{type}.{property.Name}: a grain interface cannot have properties.");
        foreach (var @event in type.GetEvents()) faults.Add($"{type}.{@event.Name}: a grain interface cannot have events.");
        foreach (var method in type.GetMethods(BindingFlags.Instance | BindingFlags.Public).Where(m => m.IsAbstract && !m.IsSpecialName)) CheckMethod(type, method, check, faults);
        foreach (var group in type.GetMethods().SelectMany(m => m.GetCustomAttributes<AliasAttribute>().Select(a => (a.Alias, m.Name))).GroupBy(p => p.Alias).Where(g => g.Count() > 1))
            faults.Add($"{type}: the methods {string.Join(" and ", group.Select(p => p.Name))} have the same [Alias(\"{group.Key}\")].");
    }

    private static void CheckMethod(Type type, MethodInfo method, SerializabilityCheck check, List<string> faults)
    {
        var where = $"{type}.{method.Name}";
        if (method.IsGenericMethodDefinition) faults.Add($"{where}: the embedded engine does not carry generic methods.");
        if (ResultOf(method.ReturnType) is not { } result)
            faults.Add($"{where} returns {method.ReturnType}; a grain method returns Task, Task<T>, ValueTask, ValueTask<T> or void.");
        else if (result != typeof(void))
            check.Check(result, $"{where}, result", faults);

        foreach (var parameter in method.GetParameters())
        {
            var place = $"{where}, parameter {parameter.Name}";
            if (parameter.ParameterType.IsByRef) faults.Add($"{place}: ref, out and in cannot cross a grain boundary.");
            else check.Check(parameter.ParameterType, place, faults);
        }

        if (method.GetParameters().Count(p => p.ParameterType == typeof(CancellationToken)) > 1) faults.Add($"{where} has more than one CancellationToken.");
    }

    private static Type? ResultOf(Type returned)
    {
        if (returned == typeof(void) || returned == typeof(Task) || returned == typeof(ValueTask)) return typeof(void);
        if (!returned.IsConstructedGenericType) return null;
        var definition = returned.GetGenericTypeDefinition();
        return definition == typeof(Task<>) || definition == typeof(ValueTask<>) ? returned.GetGenericArguments()[0] : null;
    }

    private static void CheckConstructor(Type grainClass, IServiceProviderIsService services, SerializabilityCheck check, List<string> faults)
    {
        if (GrainClass.Constructor(grainClass) is not { } constructor)
        {
            faults.Add($"{grainClass} has no public constructor.");
            return;
        }

        foreach (var parameter in constructor.GetParameters())
        {
            var place = $"{grainClass}, constructor parameter {parameter.Name}";
            if (parameter.IsDefined(typeof(PersistentStateAttribute)))
            {
                if (parameter.ParameterType.IsConstructedGenericType && parameter.ParameterType.GetGenericTypeDefinition() == typeof(IPersistentState<>))
                    check.Check(parameter.ParameterType.GetGenericArguments()[0], place, faults);
                else
                    faults.Add($"{place}: [PersistentState] belongs on an IPersistentState<T>.");
            }
            else if (!parameter.HasDefaultValue && !IsService(parameter, services))
            {
                faults.Add($"{place}: no service of type {parameter.ParameterType} is registered.");
            }
        }
    }

    private static bool IsService(ParameterInfo parameter, IServiceProviderIsService services) =>
        parameter.GetCustomAttribute<FromKeyedServicesAttribute>() is { } keyed
            ? services is not IServiceProviderIsKeyedService byKey || byKey.IsKeyedService(parameter.ParameterType, keyed.Key)
            : services.IsService(parameter.ParameterType);

    private static void CheckAliases(IEnumerable<Type> types, List<string> faults)
    {
        var aliases = types.Distinct().SelectMany(t => t.GetCustomAttributes<AliasAttribute>(inherit: false).Select(a => (a.Alias, Type: t)));
        foreach (var group in aliases.GroupBy(p => p.Alias).Where(g => g.Count() > 1))
            faults.Add($"The types {string.Join(" and ", group.Select(p => p.Type))} have the same [Alias(\"{group.Key}\")].");
    }
}
