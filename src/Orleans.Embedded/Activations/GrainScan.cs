using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Embedded.Management;
using Orleans.Embedded.Storage;

namespace Orleans.Embedded.Activations;

/// <summary>
/// Finds the grain classes: in all loaded assemblies that reference this one, and in what they reference.
/// The real engine finds the same ones through the attribute its source generator writes into each such assembly.
/// </summary>
internal static class GrainScan
{
    public static GrainManifest Manifest(IServiceProvider services)
    {
        var classes = Assemblies().SelectMany(TypesOf).Where(IsGrainClass).Append(typeof(ManagementGrain)).ToArray();
        GrainValidator.ThrowIfFaulty(classes, services.GetRequiredService<IServiceProviderIsService>());
        var states = new StateFactory(services);
        return new GrainManifest(classes.Select(type => new GrainClass(type, states)));
    }

    public static bool IsGrainClass(Type type) =>
        type is { IsClass: true, IsAbstract: false, ContainsGenericParameters: false }
        && typeof(IGrain).IsAssignableFrom(type)
        && typeof(IGrainBase).IsAssignableFrom(type)
        && !type.IsNestedPrivate;

    private static IEnumerable<Assembly> Assemblies()
    {
        var engine = typeof(GrainScan).Assembly;
        var engineName = engine.GetName().Name;
        var found = new Dictionary<string, Assembly>(StringComparer.Ordinal);
        var queue = new Queue<Assembly>(AppDomain.CurrentDomain.GetAssemblies().Where(a => !a.IsDynamic && a != engine));
        while (queue.TryDequeue(out var assembly))
        {
            var name = assembly.GetName().Name!;
            if (IsFramework(name) || found.ContainsKey(name)) continue;
            found.Add(name, assembly);
            foreach (var reference in assembly.GetReferencedAssemblies().Where(r => !IsFramework(r.Name!) && r.Name != engineName && !found.ContainsKey(r.Name!)))
            {
                if (TryLoad(reference) is { } loaded) queue.Enqueue(loaded);
            }
        }

        return found.Values.Where(a => a.GetReferencedAssemblies().Any(r => r.Name == engineName));
    }

    private static bool IsFramework(string name) =>
        name.StartsWith("System.", StringComparison.Ordinal) || name.StartsWith("Microsoft.", StringComparison.Ordinal) || name is "System" or "mscorlib" or "netstandard";

    private static Assembly? TryLoad(AssemblyName name)
    {
        try
        {
            return Assembly.Load(name);
        }
        catch (Exception exception) when (exception is FileNotFoundException or FileLoadException or BadImageFormatException)
        {
            return null; // referenced but not deployed: it can hold no grain that is used
        }
    }

    private static Type[] TypesOf(Assembly assembly)
    {
        try
        {
            return assembly.GetTypes();
        }
        catch (ReflectionTypeLoadException exception)
        {
            return [.. exception.Types.OfType<Type>()];
        }
    }
}
