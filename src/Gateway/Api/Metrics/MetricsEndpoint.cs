using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace Fleet.Gateway.Api.Metrics;

internal static class MetricsEndpoint
{
    /// <summary><c>/metrics</c>: sums only, no organization's name, so it asks for no credential.</summary>
    public static void MapMetrics(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/metrics", (PrometheusRegistry registry) =>
                Results.Text(PrometheusText.Write(registry.Collect(), registry.Dropped), PrometheusText.ContentType))
            .ExcludeFromDescription();
}
