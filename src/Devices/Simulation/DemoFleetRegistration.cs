using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Fleet.Devices.Simulation;

public static class DemoFleetRegistration
{
    /// <summary>Adds the demo fleet, standing still until <see cref="DemoFleetService.Drive"/>.</summary>
    public static IServiceCollection AddDemoFleet(this IServiceCollection services)
    {
        services.AddOptions<DemoFleetOptions>().BindConfiguration(DemoFleetOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<DemoFleetService>();
        services.AddHostedService(p => p.GetRequiredService<DemoFleetService>());
        return services;
    }
}
