using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime;

namespace Fleet.Hosting.Roster;

/// <summary>What this process is called among those of the system: <see cref="Fleet.Hosts.HostReport.Name"/>.</summary>
public sealed class HostName(IServiceProvider services)
{
    public string Value { get; } = string.Create(
        CultureInfo.InvariantCulture,
        $"{services.GetService<ILocalSiloDetails>()?.Name ?? Environment.MachineName}:{Environment.ProcessId}");
}
