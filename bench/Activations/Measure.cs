using System.Diagnostics;

namespace Fleet.Bench.Activations;

/// <summary>How the figures are taken.</summary>
internal static class Measure
{
    private const int InFlight = 256;

    /// <summary>Bytes alive on the managed heap.</summary>
    public static long Heap()
    {
        GC.Collect(2, GCCollectionMode.Forced, blocking: true, compacting: true);
        GC.WaitForPendingFinalizers();
        return GC.GetTotalMemory(forceFullCollection: true);
    }

    public static async Task<TimeSpan> ForEach(int count, Func<int, Task> call)
    {
        var next = -1;
        var started = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, InFlight).Select(_ => Task.Run(async () =>
        {
            for (var i = Interlocked.Increment(ref next); i < count; i = Interlocked.Increment(ref next)) await call(i);
        })));
        return Stopwatch.GetElapsedTime(started);
    }

    public static async Task<(double Rate, double BytesPerCall)> Calls(int callers, TimeSpan time, Func<int, Task> call)
    {
        long calls = 0;
        var bytes = GC.GetTotalAllocatedBytes();
        var started = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, callers).Select(caller => Task.Run(async () =>
        {
            long mine = 0;
            while (Stopwatch.GetElapsedTime(started) < time)
            {
                await call(caller);
                mine++;
            }

            Interlocked.Add(ref calls, mine);
        })));
        return (calls / Stopwatch.GetElapsedTime(started).TotalSeconds, (GC.GetTotalAllocatedBytes() - bytes) / (double)calls);
    }
}
