using System.Net;
using System.Text;
using System.Text.Json;
using Fleet.Devices.Gateway;
using Fleet.Devices.Traces;

namespace Fleet.Devices.Replays;

/// <summary>Feeds one trace through the gateway as its devices would have done.</summary>
public sealed class Replay(HttpClient http, ReplayOptions options, TimeProvider time)
{
    private readonly LocationClient _client = new(http, time);
    private Func<double> _share = () => 0;

    public ReplayLedger Ledger { get; } = new();

    public long Resent => _client.Resent;

    /// <summary>How far through the trace it is, 0 … 1.</summary>
    public double Share => _share();

    /// <param name="open">Opens the trace from its beginning; called twice where it is paced.</param>
    /// <exception cref="GatewayException">The gateway refuses the key or has gone.</exception>
    /// <exception cref="TraceException">The trace cannot be read on.</exception>
    public async Task Run(Func<TraceFile> open, CancellationToken cancellationToken)
    {
        using var trace = open();
        using var failed = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var lanes = new ReplayLane[options.Lanes];
        var sending = new Task[options.Lanes];
        for (var i = 0; i < lanes.Length; i++)
        {
            var lane = lanes[i] = new ReplayLane(_client, Ledger, trace.Path, options.Batch);
            sending[i] = StopOthersOnFailure(lane.Run(failed.Token), failed);
        }

        try
        {
            await Task.Run(() => Feed(open, trace, lanes, failed.Token), cancellationToken);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // A lane failed; its own exception follows from the tasks below.
        }
        finally
        {
            foreach (var lane in lanes)
                lane.Complete();
        }

        await WhenAllFirstFailure(sending);
        if (options.CompleteTrips)
            await CompleteTrips(cancellationToken);
    }

    private async Task Feed(Func<TraceFile> open, TraceFile trace, ReplayLane[] lanes, CancellationToken cancellationToken)
    {
        var pacer = options.Speed is { } speed ? new EventTimePacer(speed, time) : null;
        foreach (var (due, row) in Rows(open, trace))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (row.Point is { } point)
            {
                if (pacer is not null)
                    await pacer.WaitFor(due, cancellationToken);
                Ledger.Read(row, trace.Path);
                await lanes[LaneOf(point.VehicleId)].Write(new ReplayPoint(row.Line, point), cancellationToken);
            }
            else
            {
                Ledger.Read(row, trace.Path);
            }
        }
    }

    private IEnumerable<(DateTimeOffset Due, TraceRow Row)> Rows(Func<TraceFile> open, TraceFile trace)
    {
        _share = () => trace.ShareRead;
        if (options.Sort || trace.IsUnordered)
            return Counted(EventTimeOrder.SortedByTime(trace.Rows()));
        if (options.Speed is null)
            return trace.Rows().Select(r => (default(DateTimeOffset), r));
        bool ordered;
        using (var look = open())
        {
            ordered = EventTimeOrder.IsOrdered(look.Rows());
        }

        return ordered ? EventTimeOrder.Streamed(trace.Rows()) : Counted(EventTimeOrder.Sorted(trace.Rows()));
    }

    private IReadOnlyList<(DateTimeOffset Due, TraceRow Row)> Counted(IReadOnlyList<(DateTimeOffset Due, TraceRow Row)> sorted)
    {
        _share = () => (double)Ledger.Rows / Math.Max(1, sorted.Count);
        return sorted;
    }

    private int LaneOf(string vehicleId)
    {
        var hash = 17u;
        foreach (var c in vehicleId)
            hash = (hash * 31) + c;
        return (int)(hash % (uint)options.Lanes);
    }

    /// <summary>The vehicle itself ends a trip when its next one begins; the last of each has nothing behind it.</summary>
    private async Task CompleteTrips(CancellationToken cancellationToken)
    {
        foreach (var (trip, at) in Ledger.Vehicles.Values)
        {
            if (trip is null)
                continue;
            var body = JsonSerializer.Serialize(new { at = at.UtcDateTime });
            using var content = new StringContent(body, Encoding.UTF8, "application/json");
            using var response = await http.PostAsync(new Uri($"/v1/trips/{Uri.EscapeDataString(trip)}/complete", UriKind.Relative), content, cancellationToken);

            // 404: none of its points moved, so there is no trip. 409: it ended already.
            if (!response.IsSuccessStatusCode && response.StatusCode is not (HttpStatusCode.NotFound or HttpStatusCode.Conflict))
                throw new GatewayException($"trip {trip} cannot be completed: the gateway answers {(int)response.StatusCode}");
        }
    }

    private static async Task StopOthersOnFailure(Task lane, CancellationTokenSource failed)
    {
        try
        {
            await lane;
        }
        catch
        {
            await failed.CancelAsync();
            throw;
        }
    }

    /// <summary>The failure that stopped the others, not the cancellations it caused.</summary>
    private static async Task WhenAllFirstFailure(Task[] tasks)
    {
        var all = Task.WhenAll(tasks);
        await all.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (Array.Find(tasks, t => t.IsFaulted) is { } faulted)
            await faulted;
        await all;
    }
}
