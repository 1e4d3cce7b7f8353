using Fleet.Events;
using Fleet.Storage;
using Fleet.Traffic;

namespace Fleet.Gateway.Subscriptions;

/// <summary>
/// Shards of the real offset line and a real log, with a stream that a test can hold back, lose items of, or cut. Everything happens on
/// the caller's thread, so that a test needs no waiting.
/// </summary>
internal sealed class LocalShards(ShardOptions options, IEventLog? log = null) : IShardSource
{
    private readonly IEventLog _log = log ?? new MemoryEventLog(1_000_000);
    private readonly Lock _lock = new();
    private readonly Dictionary<(string Organization, int Shard), Line> _lines = [];
    private int _made;

    public ShardOptions Options => options;

    /// <summary>Stream items are dropped while set: readers have to notice by number.</summary>
    public bool LoseItems { get; set; }

    /// <summary>Stream items come twice while set.</summary>
    public bool RepeatItems { get; set; }

    /// <summary>Following fails while set.</summary>
    public bool StreamIsDown { get; set; }

    /// <summary>Reads and snapshots fail while set.</summary>
    public bool ShardsAreDown { get; set; }

    /// <summary>Reads of the log fail while set.</summary>
    public bool LogIsDown { get; set; }

    /// <summary>Runs before the log is read.</summary>
    public Func<Task> OnReadLog { get; set; } = static () => Task.CompletedTask;

    public int Followers
    {
        get
        {
            lock (_lock)
            {
                return _lines.Values.Sum(l => l.Followers.Count);
            }
        }
    }

    /// <summary>Runs before a read is answered.</summary>
    public Action? OnRead { get; set; }

    public int ShardOf(string id) => EventStreams.ShardOf(id, options.Shards);

    public ShardPosition Head(string organization, int shard)
    {
        lock (_lock)
        {
            return LineOf(organization, shard).Events.Head;
        }
    }

    public void Publish(params FleetEvent[] events)
    {
        foreach (var shard in events.GroupBy(e => (e.OrganizationId, ShardOf((e as TrafficEvent)?.SubjectId ?? e.VehicleId ?? e.DriverId ?? ""))))
        {
            List<Func<ShardBatch, Task>> followers;
            ShardBatch batch;
            lock (_lock)
            {
                var line = LineOf(shard.Key.OrganizationId, shard.Key.Item2);
                var before = line.Events.Head;
                FleetEvent[] fresh = [.. shard.Where(e => !line.Events.Knows(e.EventId))];
                if (fresh.Length == 0)
                {
                    continue;
                }

                batch = new ShardBatch { Shard = before.Shard, Epoch = before.Epoch, FirstN = before.N + 1, Events = [.. fresh] };
                var appended = _log.Append(shard.Key.OrganizationId, line.Logged, batch, CancellationToken.None).AsTask().GetAwaiter().GetResult();
                Assert.Equal(AppendStatus.Committed, appended.Status);
                line.Events.Append(batch.Events);
                line.Logged = line.Events.Head;
                followers = LoseItems ? [] : RepeatItems ? [.. line.Followers, .. line.Followers] : [.. line.Followers];
            }

            foreach (var follower in followers)
            {
                follower(batch).GetAwaiter().GetResult();
            }
        }
    }

    /// <summary>As when a shard's silo dies: a new line, the old numbers mean nothing.</summary>
    public void BreakLine(string organization, int shard)
    {
        lock (_lock)
        {
            LineOf(organization, shard).Events = NewLine(shard);
        }
    }

    public Task<IAsyncDisposable> Follow(string organizationId, int shard, Func<ShardBatch, Task> onBatch, Func<Exception, Task> onError)
    {
        if (StreamIsDown)
        {
            throw new InvalidOperationException("The stream is down.");
        }

        lock (_lock)
        {
            LineOf(organizationId, shard).Followers.Add(onBatch);
        }

        return Task.FromResult<IAsyncDisposable>(new Following(this, organizationId, shard, onBatch));
    }

    public Task<ShardRead> Read(string organizationId, ShardPosition after, int max)
    {
        OnRead?.Invoke();
        lock (_lock)
        {
            return Task.FromResult(Up(LineOf(organizationId, after.Shard)).Read(after, max));
        }
    }

    public async Task<ShardRead> ReadLog(string organizationId, ShardPosition after, int max)
    {
        await OnReadLog();
        return LogIsDown ? throw new StorageUnavailableException("The log is down.") : await _log.Read(organizationId, after, max, CancellationToken.None);
    }

    public async Task<HistoryPage> History(string organizationId, int shard, DateTimeOffset from, DateTimeOffset until, long after, int max)
    {
        await OnReadLog();
        return LogIsDown
            ? throw new StorageUnavailableException("The log is down.")
            : await _log.History(organizationId, shard, from, until, after, max, CancellationToken.None);
    }

    public Task<ShardSnapshot> Snapshot(string organizationId, int shard, SnapshotRequest request)
    {
        lock (_lock)
        {
            return Task.FromResult(Up(LineOf(organizationId, shard)).Snapshot(request));
        }
    }

    public Task<FleetTally> Tally(string organizationId, int shard)
    {
        lock (_lock)
        {
            return Task.FromResult(Up(LineOf(organizationId, shard)).Tally(WireVectors.Samples.Time));
        }
    }

    public Task<FleetMetrics> Metrics(string organizationId, int shard)
    {
        lock (_lock)
        {
            return Task.FromResult(Up(LineOf(organizationId, shard)).Metrics(WireVectors.Samples.Time));
        }
    }

    private ShardLine Up(Line line) => ShardsAreDown ? throw new TimeoutException("The shard does not answer.") : line.Events;

    private ShardLine NewLine(int shard) => new(shard, $"e{++_made}", options);

    private Line LineOf(string organization, int shard)
    {
        if (!_lines.TryGetValue((organization, shard), out var line))
        {
            _lines.Add((organization, shard), line = new Line(NewLine(shard)));
        }

        return line;
    }

    private sealed class Line(ShardLine events)
    {
        public ShardLine Events { get; set; } = events;

        /// <summary>The log's head.</summary>
        public ShardPosition? Logged { get; set; }

        public List<Func<ShardBatch, Task>> Followers { get; } = [];
    }

    private sealed class Following(LocalShards owner, string organization, int shard, Func<ShardBatch, Task> onBatch) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            lock (owner._lock)
            {
                owner.LineOf(organization, shard).Followers.Remove(onBatch);
            }

            return ValueTask.CompletedTask;
        }
    }
}
