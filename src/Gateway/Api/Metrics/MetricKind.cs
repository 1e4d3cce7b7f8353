namespace Fleet.Gateway.Api.Metrics;

internal enum MetricKind
{
    Counter,
    Gauge,
    Histogram,
}
