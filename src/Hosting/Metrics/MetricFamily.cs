using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace Fleet.Hosting.Metrics;

/// <summary>One instrument and its series by their labels.</summary>
internal sealed class MetricFamily(Instrument instrument)
{
    /// <summary>Seconds; OpenTelemetry's advice for the duration of HTTP requests.</summary>
    private static readonly double[] DurationBuckets =
        [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10];

    private readonly ConcurrentDictionary<string, MetricSeries> _series = new(StringComparer.Ordinal);
    private readonly bool _isSet = instrument.IsObservable || instrument.GetType().Name.StartsWith("Gauge", StringComparison.Ordinal);

    public MetricKind Kind { get; } = KindOf(instrument);

    public string Name { get; } = PrometheusText.Name(instrument.Name, instrument.Unit, KindOf(instrument));

    public string Help => instrument.Description ?? "";

    public IEnumerable<KeyValuePair<string, MetricSeries>> Series => _series.OrderBy(s => s.Key, StringComparer.Ordinal);

    /// <summary>False where the series is new and no new one may be kept.</summary>
    public bool TryRecord(ReadOnlySpan<char> labels, double value, bool mayAdd, out bool added)
    {
        added = false;
        if (!_series.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(labels, out var series))
        {
            if (!mayAdd)
                return false;

            var candidate = new MetricSeries(Kind == MetricKind.Histogram ? Buckets() : []);
            series = _series.GetOrAdd(labels.ToString(), candidate);
            added = ReferenceEquals(series, candidate);
        }

        if (_isSet)
            series.Set(value);
        else
            series.Add(value);

        return true;
    }

    private double[] Buckets() =>
        instrument is Histogram<double> { Advice.HistogramBucketBoundaries: { Count: > 0 } advised } ? [.. advised] : DurationBuckets;

    private static MetricKind KindOf(Instrument instrument)
    {
        var type = instrument.GetType().Name;
        return type.StartsWith("Histogram", StringComparison.Ordinal) ? MetricKind.Histogram
            : type.Contains("UpDown", StringComparison.Ordinal) || type.Contains("Gauge", StringComparison.Ordinal) ? MetricKind.Gauge
            : MetricKind.Counter;
    }
}
