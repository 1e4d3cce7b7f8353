using Fleet.Hosts;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Fleet.Hosting.Roster;

/// <summary>Registration of the process with the roster.</summary>
public static class RosterServices
{
    /// <summary>Call it behind the engine: it reports through a grain.</summary>
    public static IServiceCollection AddHostReports(this IServiceCollection services, HostRole role) =>
        services.AddSingleton<IHostedService>(s => ActivatorUtilities.CreateInstance<HostReporter>(s, role));
}
