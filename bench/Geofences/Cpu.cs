using System.Diagnostics;

namespace Fleet.Bench;

/// <summary>CPU time of this process: what other programs do on the machine does not count.</summary>
internal static class Cpu
{
    public static (T Result, double Seconds) Time<T>(Func<T> work)
    {
        var before = Now();
        var result = work();
        return (result, (Now() - before).TotalSeconds);
    }

    /// <returns>Nanoseconds an item.</returns>
    public static (long Result, double Nanoseconds) PerItem(long items, Func<long> work)
    {
        var (result, seconds) = Time(work);
        return (result, seconds * 1e9 / items);
    }

    public static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

    private static TimeSpan Now()
    {
        using var process = Process.GetCurrentProcess();
        return process.TotalProcessorTime;
    }
}
