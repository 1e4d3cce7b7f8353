using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Fleet.Hosting.Telemetry;

/// <summary>
/// Sends by OTLP what this process measures and traces, for as long as the host runs; what is left goes out at its end.
/// Where and how is said by OpenTelemetry's own keys (OTEL_EXPORTER_OTLP_*, OTEL_METRIC_EXPORT_INTERVAL, OTEL_SERVICE_NAME,
/// OTEL_TRACES_SAMPLER), in the environment or wherever else the host's configuration comes from.
/// </summary>
internal sealed class TelemetryExport(string serviceName, IConfiguration configuration) : IHostedService, IDisposable
{
    private MeterProvider? _meters;
    private TracerProvider? _traces;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        var resource = ResourceBuilder.CreateEmpty().AddService(serviceName).AddTelemetrySdk().AddEnvironmentVariableDetector();
        _meters = Sdk.CreateMeterProviderBuilder()
            .ConfigureServices(Configured)
            .SetResourceBuilder(resource)
            .AddMeter("Fleet.*", "Microsoft.Orleans", "System.Runtime", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "Npgsql")
            .AddOtlpExporter()
            .Build();
        _traces = Sdk.CreateTracerProviderBuilder()
            .ConfigureServices(Configured)
            .SetResourceBuilder(resource)
            .AddSource("Fleet.*", "Microsoft.Orleans.Application", "Microsoft.Orleans.Runtime", "Microsoft.Orleans.Storage", "Microsoft.AspNetCore", "Npgsql")
            .AddOtlpExporter()
            .Build();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        Dispose();
        return Task.CompletedTask;
    }

    public void Dispose()
    {
        _meters?.Dispose();
        _traces?.Dispose();
        (_meters, _traces) = (null, null);
    }

    /// <summary>The SDK reads the environment alone otherwise: an endpoint of appsettings.json would switch it on and then be overlooked.</summary>
    private void Configured(IServiceCollection services) => services.AddSingleton(configuration);
}
