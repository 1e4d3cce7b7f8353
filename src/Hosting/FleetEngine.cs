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
        ? "Microsoft Orleans " + PackageVersion
        : "embedded (one process)";

    /// <summary>Without the commit behind the plus sign. The assembly's own version says only which major one it is.</summary>
    private static string PackageVersion =>
        typeof(IGrain).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+', ' ')[0].TrimEnd('.') ?? "";
}
