using System.Reflection;

namespace Fleet.Hosting;

/// <summary>The engine this build was compiled against: the MSBuild property of the same name.</summary>
public static class FleetEngine
{
    /// <summary>Embedded or Orleans.</summary>
    public static string Name { get; } = typeof(FleetEngine).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .First(a => a.Key == "FleetEngine").Value!;

    /// <summary>One line for the start-up screen.</summary>
    public static string Description => Name == "Orleans"
        ? "Microsoft Orleans " + (typeof(IGrain).Assembly.GetName().Version?.ToString(3) ?? "")
        : "embedded (one process)";
}
