namespace Fleet.Hosting.Metrics;

/// <summary>One series: a sum or a newest value, and for a histogram its buckets. Locked, so that a scrape sees one moment.</summary>
internal sealed class MetricSeries(double[] bounds)
{
    private readonly Lock _lock = new();
    private readonly long[] _buckets = new long[bounds.Length + 1];
    private double _sum;
    private long _count;

    public IReadOnlyList<double> Bounds => bounds;

    public void Add(double value)
    {
        lock (_lock)
        {
            _sum += value;
            _count++;
            if (bounds.Length > 0)
                _buckets[BucketOf(value)]++;
        }
    }

    public void Set(double value)
    {
        lock (_lock)
            _sum = value;
    }

    /// <summary>The sum, the count, and the count of each bucket by itself, the last one for what is above every bound.</summary>
    public (double Sum, long Count, long[] Buckets) Read()
    {
        lock (_lock)
            return (_sum, _count, [.. _buckets]);
    }

    private int BucketOf(double value)
    {
        var i = 0;
        while (i < bounds.Length && value > bounds[i])
            i++;
        return i;
    }
}
