using System.Diagnostics;

namespace Fleet.Bench.Load;

/// <summary>How long deliveries took, in buckets 3 % wide. One thread writes.</summary>
public sealed class Latencies
{
    private const double Growth = 1.03;

    private readonly long[] _counts = new long[800]; // 1 µs … 5 h

    public long Count { get; private set; }

    public void Add(long stopwatchTicks)
    {
        var micros = Math.Max(1, stopwatchTicks * 1e6 / Stopwatch.Frequency);
        _counts[Math.Min(_counts.Length - 1, (int)(Math.Log(micros) / Math.Log(Growth)))]++;
        Count++;
    }

    /// <returns>Milliseconds; 0 where there is nothing.</returns>
    public double Percentile(double share)
    {
        var left = (long)(Count * share);
        for (var i = 0; i < _counts.Length && Count > 0; i++)
        {
            if ((left -= _counts[i]) < 0)
                return Math.Pow(Growth, i + 0.5) / 1000;
        }

        return 0;
    }
}
