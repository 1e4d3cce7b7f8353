using System.Collections.Concurrent;
using System.Diagnostics;

namespace Fleet.Faults;

/// <summary>What the devices were told.</summary>
/// <param name="sum">A ledger of several, where it is told too.</param>
internal sealed class Ledger(Ledger? sum = null)
{
    private long _acknowledged;
    private long _lastAnswer;

    /// <summary>Answers by kind: "200", "429", "503 without Retry-After", "no answer".</summary>
    public ConcurrentDictionary<string, int> Answers { get; } = new();

    /// <summary>Items by status.</summary>
    public ConcurrentDictionary<string, int> Items { get; } = new();

    public long Acknowledged => Interlocked.Read(ref _acknowledged);

    public void Answered(string kind)
    {
        Answers.AddOrUpdate(kind, 1, (_, n) => n + 1);
        sum?.Answered(kind);
    }

    public void Taken(string status, long sentAt)
    {
        sum?.Taken(status, sentAt);
        Items.AddOrUpdate(status, 1, (_, n) => n + 1);
        Interlocked.Increment(ref _acknowledged);

        // The newest *sending* that was acknowledged: an answer to something sent before a fault proves nothing.
        long seen;
        while ((seen = Interlocked.Read(ref _lastAnswer)) < sentAt && Interlocked.CompareExchange(ref _lastAnswer, sentAt, seen) != seen)
        {
        }
    }

    public async Task Reach(long acknowledged, CancellationToken stop)
    {
        while (Acknowledged < acknowledged)
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, stop);
    }

    /// <summary>Waits for the acknowledgement of something sent after a moment.</summary>
    public async Task<TimeSpan> FirstSentAfter(long moment, CancellationToken stop)
    {
        while (Interlocked.Read(ref _lastAnswer) < moment)
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, stop);
        return Stopwatch.GetElapsedTime(moment);
    }
}
