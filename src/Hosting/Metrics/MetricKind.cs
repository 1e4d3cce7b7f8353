namespace Fleet.Hosting.Metrics;

internal enum MetricKind
{
    Counter,
    Gauge,
    Histogram,
}
