using System.Globalization;
using Fleet.Devices.Replays;

namespace Fleet.Devices.Commands;

/// <summary>Says how a replay is getting on: one line that is rewritten every half second on a terminal, else a line every five.</summary>
internal sealed class ReplayProgress(Replay replay, EventTally events, TextWriter output, bool isTerminal, int width, TimeProvider time)
{
    private readonly long _began = time.GetTimestamp();

    public async Task Run(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(isTerminal ? TimeSpan.FromSeconds(0.5) : TimeSpan.FromSeconds(5), time);
        try
        {
            while (await timer.WaitForNextTickAsync(cancellationToken))
            {
                if (isTerminal)
                    await output.WriteAsync("\r" + Fit(Line()) + "\e[K");
                else
                    await output.WriteLineAsync(Line());
            }
        }
        catch (OperationCanceledException)
        {
            if (isTerminal)
                await output.WriteAsync("\r\e[K");
        }
    }

    /// <summary>For example: 61 %  6,300 points  8,120/s  trips 11 started 10 completed  harsh_braking 12  eta 0:04</summary>
    internal string Line()
    {
        var elapsed = time.GetElapsedTime(_began);
        var share = replay.Share;
        var answered = replay.Ledger.Accepted + replay.Ledger.Duplicate + replay.Ledger.Late + replay.Ledger.Refused;
        var rate = answered / Math.Max(elapsed.TotalSeconds, 0.001);
        var kinds = events.ByKind.GroupBy(k => k.Key.Split('/')[0], k => k.Value).Select(g => $"{g.Key} {g.Sum()}");
        var eta = share > 0.001 && share < 1 ? (elapsed / share) - elapsed : TimeSpan.Zero;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{share,4:P0}  {answered:N0} points  {rate:N0}/s  {string.Join("  ", kinds)}  eta {(int)eta.TotalMinutes}:{eta.Seconds:00}");
    }

    private string Fit(string line) => width > 1 && line.Length >= width ? line[..(width - 1)] : line;
}
