using System.Diagnostics.Metrics;
using Fleet.Hosting.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Fleet.Hosting;

public sealed class PrometheusTests : IDisposable
{
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly PrometheusRegistry _registry;
    private readonly Counter<long> _counter;

    public PrometheusTests()
    {
        var meters = _services.GetRequiredService<IMeterFactory>();
        _registry = new PrometheusRegistry(Options.Create(new MetricsOptions { MaxSeries = 10 }), meters);
        _counter = meters.Create("Fleet.Test").CreateCounter<long>("fleet.test.things", description: "Things.");
    }

    [Fact]
    public void Labels_are_named_and_escaped_as_the_format_says()
    {
        _counter.Add(2, new("a.name", "one \"two\" \\ three\nfour"), new("number", 1.5), new("nothing", null));
        _counter.Add(3, new("a.name", "one \"two\" \\ three\nfour"), new("number", 1.5), new("nothing", null));
        _counter.Add(1, new KeyValuePair<string, object?>("a.name", new string('x', 1_000)));
        _counter.Add(7);

        var lines = PrometheusText.Write(_registry.Collect(), _registry.Dropped).Split('\n');
        Assert.Contains("""fleet_test_things_total{a_name="one \"two\" \\ three\nfour",number="1.5",nothing=""} 5""", lines);
        Assert.Contains($"fleet_test_things_total{{a_name=\"{new string('x', 1_000)}\"}} 1", lines);
        Assert.Contains("fleet_test_things_total 7", lines);
    }

    [Fact]
    public void A_measurement_of_a_known_series_allocates_nothing()
    {
        Measure(1_000);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Measure(1_000);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1_000); // less than a byte each: the runtime may do something of its own
    }

    [Fact]
    public void Series_are_bounded_and_what_is_beyond_is_counted()
    {
        for (var i = 0; i < 20; i++)
            _counter.Add(1, new KeyValuePair<string, object?>("id", $"id{i}"));

        _counter.Add(1, new KeyValuePair<string, object?>("id", "id0"));
        Assert.InRange(_registry.Dropped, 10, 20); // the runtime's own meters have series too
        var series = Assert.Single(_registry.Collect(), f => f.Name == "fleet_test_things_total").Series.ToList();
        Assert.InRange(series.Count, 1, 10);
        Assert.Equal(2, series.Single(s => s.Key == "id=\"id0\"").Value.Read().Sum);
    }

    public void Dispose()
    {
        _registry.Dispose();
        _services.Dispose();
    }

    private void Measure(int times)
    {
        for (var i = 0; i < times; i++)
            _counter.Add(1, new KeyValuePair<string, object?>("log", "positions"), new KeyValuePair<string, object?>("why", "away"));
    }
}
