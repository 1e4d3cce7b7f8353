using System.Collections.Immutable;
using System.Globalization;
using Fleet.Geography;
using Fleet.Organizations;
using Fleet.Storage;
using Fleet.Traffic;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Runtime;
using Orleans.Streams;

namespace Fleet.Events;

/// <summary>
/// Numbers a shard's events, writes them to the log and hands them to the stream. The ring is the queue: the pump reads it behind
/// <see cref="_streamed"/>, one stream item on its way at a time, so that a slow stream makes bigger items and never a
/// longer queue. Where the stream lags behind by more than the ring holds, readers see a hole and read it here.
/// </summary>
[KeepAlive] // the ring lives only here, and reading it back from the log costs more than keeping it
public sealed partial class EventShardGrain(
    [PersistentState("reactions", "fleet")] IPersistentState<ReactionsState> places,
    IEnumerable<EventReactor> reactors,
    IOptions<ShardOptions> options,
    IEventLog eventLog,
    IOrganizationContexts organizations,
    TimeProvider time,
    ILogger<EventShardGrain> log) : Grain, IEventShardGrain
{
    private const int MaxRead = 5_000;
    private const int MaxRemembered = 5_000;

    private static readonly ImmutableArray<string> RememberedChanges =
        ["Fleet.AccidentChanged", "Fleet.CongestionChanged", "Fleet.WeatherAlerted", "Fleet.CameraStatusChanged", "Fleet.TrafficAlertRaised"];

    private static readonly ImmutableArray<string> RememberedReports = ["Fleet.WeatherMeasured", "Fleet.AirQualityMeasured"];

    private const int MaxAlertSteps = 2_000;

    private static readonly TimeSpan RetryAfter = TimeSpan.FromMilliseconds(250);

    private ShardLine _line = null!;
    private string _organization = null!;

    /// <summary>The log knows of this line.</summary>
    private bool _logged;

    private IAsyncStream<ShardBatch> _stream = null!;
    private IGrainTimer? _retry;
    private long _streamed;
    private bool _pumping;

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        var key = this.GetPrimaryKeyString();
        (_organization, var shard) = GrainKey.Split(key);
        await Restore(int.Parse(shard, CultureInfo.InvariantCulture), cancellationToken);
        _stream = this.GetStreamProvider(EventStreams.Provider)
            .GetStream<ShardBatch>(StreamId.Create(EventStreams.Namespace, key));
        LineStarted(log, key, _line.Head.Epoch, _line.Head.N);
        await RestoreReactions();
    }

    public Task Publish(ImmutableArray<FleetEvent> events) => Accept(new ShardPublish(events, Again: false));

    public Task PublishAgain(ImmutableArray<FleetEvent> events) => Accept(new ShardPublish(events, Again: true));

    public Task<ShardRead> Read(ShardPosition after, int max) =>
        Task.FromResult(_line.Read(after, Math.Clamp(max, 0, MaxRead)));

    public Task<ShardSnapshot> Snapshot(SnapshotRequest request) => Task.FromResult(_line.Snapshot(request));

    public Task<FleetTally> Tally() => Task.FromResult(_line.Tally(time.GetUtcNow()));

    public Task<ImmutableArray<SpeedSample>> Speeds(GeoBounds bounds, DateTimeOffset since) => Task.FromResult(_line.Speeds(bounds, since));

    public Task<FleetMetrics> Metrics() => Task.FromResult(_line.Metrics(time.GetUtcNow()));

    /// <summary>The line goes on where the log ends; ring and ledger are fed its last events.</summary>
    private async Task Restore(int shard, CancellationToken cancellationToken)
    {
        var head = await eventLog.Head(_organization, shard, cancellationToken);
        _logged = head is not null;
        if (head is not { } last)
        {
            _line = new ShardLine(shard, ShardLine.NewEpoch(), options.Value);
            return;
        }

        var from = Math.Max(0, last.N - options.Value.RingSize);
        var read = await eventLog.Read(_organization, last with { N = from }, (int)(last.N - from), cancellationToken);

        // Not complete where retention took a part of them: then the ring begins empty, behind the head.
        _line = new ShardLine(shard, last.Epoch, options.Value, read.Complete ? from : last.N);
        _line.Remember(await TrafficBefore(shard, cancellationToken));
        _line.Recall(await OpenAlerts(shard, cancellationToken), read.Complete ? read.Events : []);
        _streamed = _line.Head.N;
    }

    /// <summary>
    /// The newest steps of alerts, whatever else has happened since: one that is open may be older than all the ring holds.
    /// Bound: <see cref="MaxAlertSteps"/> of the organization.
    /// </summary>
    private async Task<ImmutableArray<FleetEvent>> OpenAlerts(int shard, CancellationToken cancellationToken)
    {
        var steps = await eventLog.Query(new() { OrganizationId = _organization, Kinds = ["Fleet.AlertChanged"], Limit = MaxAlertSteps }, cancellationToken);
        return [.. steps.Events.Reverse().Where(e => EventStreams.ShardOf(e.VehicleId ?? e.DriverId ?? ((AlertChanged)e).AlertId, options.Value.Shards) == shard)];
    }

    /// <summary>
    /// Traffic that still may hold: an accident must not be forgotten because cameras filled the ring since. Bounds:
    /// <see cref="MaxRemembered"/> changes of the organization in a week, and as many reports of weather and air in an hour.
    /// </summary>
    private async Task<IEnumerable<TrafficEvent>> TrafficBefore(int shard, CancellationToken cancellationToken)
    {
        List<TrafficEvent> found =
        [
            .. await Remembered(RememberedChanges, TimeSpan.FromDays(7), cancellationToken),
            .. await Remembered(RememberedReports, TimeSpan.FromHours(1), cancellationToken),
        ];
        return found.Where(e => EventStreams.ShardOf(e.SubjectId, options.Value.Shards) == shard).Reverse();
    }

    private async Task<IEnumerable<TrafficEvent>> Remembered(ImmutableArray<string> kinds, TimeSpan age, CancellationToken cancellationToken)
    {
        var query = new EventQuery
        {
            OrganizationId = _organization,
            Kinds = kinds,
            OfSubjects = true,
            From = time.GetUtcNow() - age,
            Limit = MaxRemembered,
        };
        return (await eventLog.Query(query, cancellationToken)).Events.OfType<TrafficEvent>();
    }

    private void Stream()
    {
        if (_pumping)
            return;

        _pumping = true;
        _ = Pump();
    }

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
