using Fleet.Hosts;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace Fleet.Hosting.Roster;

/// <summary>Registration of the process with the roster.</summary>
public static class RosterServices
{
    /// <summary>Call it behind the engine: it reports through a grain.</summary>
    public static IServiceCollection AddHostReports(this IServiceCollection services, HostRole role) =>
        services.AddHostName().AddSingleton<IHostedService>(s => ActivatorUtilities.CreateInstance<HostReporter>(s, role));

    /// <summary>Adds <see cref="HostName"/>; once, whoever asks for it.</summary>
    public static IServiceCollection AddHostName(this IServiceCollection services)
    {
        services.TryAddSingleton<HostName>();
        return services;
    }
}
