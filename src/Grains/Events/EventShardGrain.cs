using System.Collections.Immutable;
using System.Globalization;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Runtime;
using Orleans.Streams;

namespace Fleet.Events;

/// <summary>
/// Numbers a shard's events and hands them to the stream. The ring is the queue: the pump reads it behind
/// <see cref="_streamed"/>, one stream item on its way at a time, so that a slow stream makes bigger items and never a
/// longer queue. Where the stream lags behind by more than the ring holds, readers see a hole and read it here.
/// </summary>
[KeepAlive] // the line lives only here: an idle shard that was collected would start a new epoch
public sealed partial class EventShardGrain(
    IOptions<ShardOptions> options,
    TimeProvider time,
    ILogger<EventShardGrain> log) : Grain, IEventShardGrain
{
    private const int MaxRead = 5_000;

    private static readonly TimeSpan RetryAfter = TimeSpan.FromMilliseconds(250);

    private ShardLine _line = null!;
    private IAsyncStream<ShardBatch> _stream = null!;
    private IGrainTimer? _retry;
    private long _streamed;
    private bool _pumping;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        var key = this.GetPrimaryKeyString();
        var (_, shard) = GrainKey.Split(key);
        _line = new ShardLine(int.Parse(shard, CultureInfo.InvariantCulture), ShardLine.NewEpoch(), options.Value);
        _stream = this.GetStreamProvider(EventStreams.Provider)
            .GetStream<ShardBatch>(StreamId.Create(EventStreams.Namespace, key));
        LineStarted(log, key, _line.Head.Epoch);
        return base.OnActivateAsync(cancellationToken);
    }

    public Task Publish(ImmutableArray<FleetEvent> events)
    {
        if (_line.Append(events) > 0 && !_pumping)
        {
            _pumping = true;
            _ = Pump();
        }

        return Task.CompletedTask;
    }

    public Task<ShardRead> Read(ShardPosition after, int max) =>
        Task.FromResult(_line.Read(after, Math.Clamp(max, 0, MaxRead)));

    public Task<ShardSnapshot> Snapshot(SnapshotRequest request) => Task.FromResult(_line.Snapshot(request));

    public Task<FleetTally> Tally() => Task.FromResult(_line.Tally(time.GetUtcNow()));

    /// <summary>Runs beside the turns, on the grain's own scheduler. State changes only between its awaits.</summary>
    private async Task Pump()
    {
        try
        {
            while (_streamed < _line.Head.N)
            {
                var from = Math.Max(_streamed, _line.Tail);
                var item = _line.Read(_line.Head with { N = from }, options.Value.StreamBatchSize);
                await _stream.OnNextAsync(new ShardBatch
                {
                    Shard = item.Head.Shard,
                    Epoch = item.Head.Epoch,
                    FirstN = from + 1,
                    Events = item.Events,
                });
                _streamed = from + item.Events.Length;
                await Pause();
            }

            _pumping = false;
        }
        catch (Exception e) // whatever the stream throws: its queue is full, its store is away. The ring has the events.
        {
            StreamFailed(log, e, this.GetPrimaryKeyString(), _streamed);
            _retry ??= this.RegisterGrainTimer(
                static (grain, _) => grain.Retry(),
                this,
                new GrainTimerCreationOptions(RetryAfter, Timeout.InfiniteTimeSpan));
            _retry.Change(RetryAfter, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>
    /// A stream takes an item sooner than the next event comes, and would get one item an event. The machine's clock: this
    /// is about the load on the stream, not about anything that happens in the fleet.
    /// </summary>
    private Task Pause() => options.Value.StreamIntervalMilliseconds is > 0 and var interval
        ? Task.Delay(TimeSpan.FromMilliseconds(interval), TimeProvider.System, CancellationToken.None)
        : Task.CompletedTask;

    /// <summary>Sends the item again; should it have got through after all, readers know its numbers.</summary>
    private Task Retry()
    {
        _ = Pump();
        return Task.CompletedTask;
    }
}
