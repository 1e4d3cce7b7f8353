using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Globalization;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Options;

namespace Fleet.Hosting.Metrics;

/// <summary>
/// Listens to the meters of this host (and those of the process that belong to none) and keeps their newest sums. Here because no Prometheus exporter package can be
/// restored. Bound: MaxSeries series. Overflow: further series are counted in <see cref="Dropped"/>, not kept.
/// </summary>
internal sealed class PrometheusRegistry : IDisposable
{
    private const string RequestDuration = "http.server.request.duration";

    private readonly MeterListener _listener = new();
    private readonly ConcurrentDictionary<Instrument, MetricFamily> _families = new();
    private readonly int _maxSeries;
    private int _series;
    private long _dropped;

    public PrometheusRegistry(IOptions<MetricsOptions> options, IMeterFactory meters)
    {
        _maxSeries = options.Value.MaxSeries;
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (IsWanted(instrument) && (instrument.Meter.Scope is null || ReferenceEquals(instrument.Meter.Scope, meters)))
                listener.EnableMeasurementEvents(instrument, _families.GetOrAdd(instrument, i => new MetricFamily(i)));
        };
        _listener.SetMeasurementEventCallback<byte>((i, v, tags, family) => Record(family, v, tags));
        _listener.SetMeasurementEventCallback<short>((i, v, tags, family) => Record(family, v, tags));
        _listener.SetMeasurementEventCallback<int>((i, v, tags, family) => Record(family, v, tags));
        _listener.SetMeasurementEventCallback<long>((i, v, tags, family) => Record(family, v, tags));
        _listener.SetMeasurementEventCallback<float>((i, v, tags, family) => Record(family, v, tags));
        _listener.SetMeasurementEventCallback<double>((i, v, tags, family) => Record(family, v, tags));
        _listener.SetMeasurementEventCallback<decimal>((i, v, tags, family) => Record(family, (double)v, tags));
        _listener.Start();
    }

    public long Dropped => Interlocked.Read(ref _dropped);

    /// <summary>The families, observable ones just observed, in the order of their names.</summary>
    public IReadOnlyList<MetricFamily> Collect()
    {
        _listener.RecordObservableInstruments();
        return [.. _families.Values.OrderBy(f => f.Name, StringComparer.Ordinal)];
    }

    public void Dispose() => _listener.Dispose();

    /// <summary>Our own meters and the engine's, and of ASP.NET's what every dashboard asks for.</summary>
    private static bool IsWanted(Instrument instrument) =>
        instrument.Meter.Name.StartsWith("Fleet", StringComparison.Ordinal)
        || instrument.Meter.Name is "Microsoft.Orleans" or "System.Runtime" or "Microsoft.AspNetCore.Server.Kestrel"
        || instrument.Name == RequestDuration;

    private void Record(object? state, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var family = (MetricFamily)state!;
        var labels = new DefaultInterpolatedStringHandler(0, 0, CultureInfo.InvariantCulture, stackalloc char[256]);
        PrometheusText.Labels(ref labels, tags);
        if (!family.TryRecord(labels.Text, value, mayAdd: Volatile.Read(ref _series) < _maxSeries, out var added))
            Interlocked.Increment(ref _dropped);
        else if (added)
            Interlocked.Increment(ref _series);

        labels.Clear();
    }
}
