using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Fleet.Hosting.Metrics;

/// <summary>What this host measured, for Prometheus to fetch.</summary>
public static class MetricsServices
{
    /// <summary>May be called by every part of a host that wants it; it is added once.</summary>
    public static IServiceCollection AddFleetMetrics(this IServiceCollection services)
    {
        services.AddMetrics();
        services.AddOptions<MetricsOptions>().BindConfiguration(MetricsOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.TryAddSingleton<PrometheusRegistry>();
        return services;
    }

    /// <summary><c>/metrics</c>: sums only, no organization's name, so it asks for no credential.</summary>
    public static void MapFleetMetrics(this IEndpointRouteBuilder routes)
    {
        // Made now: what is measured before there is a listener is lost.
        routes.ServiceProvider.GetRequiredService<PrometheusRegistry>();
        routes.MapGet("/metrics", (PrometheusRegistry registry) =>
                Results.Text(PrometheusText.Write(registry.Collect(), registry.Dropped), PrometheusText.ContentType))
            .ExcludeFromDescription();
    }
}
