using System.Diagnostics.Metrics;
using System.Text;
using Fleet.Hosting.Metrics;
using Fleet.Hosting.Telemetry;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Fleet.Hosting;

/// <summary>What a host measures leaves it by OTLP, with the figures that <c>/metrics</c> shows.</summary>
public sealed class TelemetryExportTests
{
    [Fact]
    public async Task Metrics_reach_a_collector_with_the_figures_of_the_metrics_page()
    {
        await using var collector = await Collector.Start();
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["OTEL_EXPORTER_OTLP_ENDPOINT"] = collector.Url,
            ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
            ["OTEL_SERVICE_NAME"] = "the-host",
        });
        builder.Services.AddFleetMetrics();
        builder.AddFleetTelemetry("fleet-test");
        using var host = builder.Build();
        var page = host.Services.GetRequiredService<PrometheusRegistry>();
        await host.StartAsync();

        using var meter = host.Services.GetRequiredService<IMeterFactory>().Create("Fleet.Test");
        var positions = meter.CreateCounter<long>("fleet.test.positions");
        positions.Add(40, KeyValuePair.Create<string, object?>("status", "accepted"));
        positions.Add(2, KeyValuePair.Create<string, object?>("status", "accepted"));
        positions.Add(7, KeyValuePair.Create<string, object?>("status", "late"));
        meter.CreateObservableGauge("fleet.test.sessions", static () => 12);
        var shown = PrometheusText.Write(page.Collect(), page.Dropped);
        await host.StopAsync(); // what is left goes out

        var body = Assert.Single(collector.Bodies);
        Assert.Contains("the-host", Encoding.UTF8.GetString(body), StringComparison.Ordinal);
        var sent = OtlpMetrics.Read(body);
        Assert.Equal(42, sent["fleet.test.positions{status=accepted}"]);
        Assert.Equal(7, sent["fleet.test.positions{status=late}"]);
        Assert.Equal(12, sent["fleet.test.sessions{}"]);
        Assert.Contains("fleet_test_positions_total{status=\"accepted\"} 42\n", shown, StringComparison.Ordinal);
        Assert.Contains("fleet_test_positions_total{status=\"late\"} 7\n", shown, StringComparison.Ordinal);
        Assert.Contains("fleet_test_sessions 12\n", shown, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_an_endpoint_nothing_is_exported()
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());

        builder.AddFleetTelemetry("fleet-test");

        Assert.DoesNotContain(builder.Services, s => s.ServiceType == typeof(IHostedService));
    }

    /// <summary>An OTLP receiver on loopback, http/protobuf.</summary>
    private sealed class Collector : IAsyncDisposable
    {
        private readonly WebApplication _app;

        private Collector(WebApplication app) => _app = app;

        public string Url => _app.Urls.First();

        /// <summary>Of the requests with metrics.</summary>
        public System.Collections.Concurrent.ConcurrentQueue<byte[]> Bodies { get; } = new();

        public static async Task<Collector> Start()
        {
            var builder = WebApplication.CreateSlimBuilder();
            builder.Logging.ClearProviders();
            builder.WebHost.UseUrls("http://127.0.0.1:0");
            var collector = new Collector(builder.Build());
            collector._app.MapPost("/v1/metrics", async (HttpRequest request) =>
            {
                using var body = new MemoryStream();
                await request.Body.CopyToAsync(body);
                collector.Bodies.Enqueue(body.ToArray());
                return Results.Ok();
            });
            await collector._app.StartAsync();
            return collector;
        }

        public ValueTask DisposeAsync() => _app.DisposeAsync();
    }
}
