using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Fleet.Hosting.Telemetry;

/// <summary>Metrics and traces by OpenTelemetry, for whoever has a collector.</summary>
public static class TelemetryServices
{
    /// <summary>OpenTelemetry's own key: http://collector:4317. Without it nothing is added and nothing is measured for it.</summary>
    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    /// <param name="serviceName">What the collector calls this process, unless OTEL_SERVICE_NAME does.</param>
    public static void AddFleetTelemetry(this IHostApplicationBuilder builder, string serviceName)
    {
        ArgumentNullException.ThrowIfNull(builder);
        if (!string.IsNullOrEmpty(builder.Configuration[Endpoint]))
            builder.Services.AddHostedService(s => new TelemetryExport(serviceName, s.GetRequiredService<IConfiguration>()));
    }
}
