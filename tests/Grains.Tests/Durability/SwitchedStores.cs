using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Fleet.Directory;
using Fleet.Events;
using Fleet.Storage;
using Orleans.Runtime;
using Orleans.Storage;

namespace Fleet.Durability;

/// <summary>Stores that outlive hosts, behind the power switch of the host that uses them.</summary>
public sealed class SwitchedStores(IPositionLog log, IEventLog events, IFleetDirectory directory, IGrainStorage states, PowerSwitch power)
    : IPositionLog, IEventLog, IFleetDirectory, IGrainStorage
{
    /// <summary>Answers to the next appends of positions, before the log is asked.</summary>
    public Queue<AppendResult> PositionAnswers { get; } = new();

    /// <summary>Answers to the next appends of events.</summary>
    public Queue<AppendResult> EventAnswers { get; } = new();

    /// <summary>How often the event log was asked what it has already.</summary>
    public int Readings => Volatile.Read(ref _readings);

    private int _readings;

    /// <summary>Such a question, and every write of a grain's state, waits for this.</summary>
    public Task Gate { get; set; } = Task.CompletedTask;

    public ValueTask<AppendResult> Append(
        string organizationId, string vehicleId, ImmutableArray<LoggedPosition> positions, CancellationToken cancellationToken) =>
        PositionAnswers.TryDequeue(out var answer)
            ? ValueTask.FromResult(answer)
            : power.Write(() => log.Append(organizationId, vehicleId, positions, cancellationToken));

    public async IAsyncEnumerable<LoggedPosition> Read(
        string organizationId,
        string vehicleId,
        DateTimeOffset after,
        DateTimeOffset until,
        bool includeLate,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        power.Read();
        await foreach (var row in log.Read(organizationId, vehicleId, after, until, includeLate, cancellationToken))
            yield return row;
    }

    public IAsyncEnumerable<LoggedVehicle> VehiclesBehindSnapshots(CancellationToken cancellationToken) =>
        log.VehiclesBehindSnapshots(cancellationToken);

    public ValueTask<AppendResult> Append(
        string organizationId, ShardPosition? head, ShardBatch batch, CancellationToken cancellationToken) =>
        EventAnswers.TryDequeue(out var answer)
            ? ValueTask.FromResult(answer)
            : power.Write(() => events.Append(organizationId, head, batch, cancellationToken));

    public ValueTask<ShardPosition?> Head(string organizationId, int shard, CancellationToken cancellationToken) =>
        events.Head(organizationId, shard, cancellationToken);

    public ValueTask<ShardRead> Read(string organizationId, ShardPosition after, int max, CancellationToken cancellationToken) =>
        events.Read(organizationId, after, max, cancellationToken);

    public async ValueTask<HistoryPage> History(
        string organizationId, int shard, DateTimeOffset from, DateTimeOffset until, long after, int max, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _readings);
        await Gate;
        return await events.History(organizationId, shard, from, until, after, max, cancellationToken);
    }

    public ValueTask<ImmutableDictionary<string, long>> Count(EventQuery query, CancellationToken cancellationToken) =>
        events.Count(query, cancellationToken);

    public async ValueTask<ImmutableHashSet<string>> Known(
        string organizationId, IReadOnlyCollection<string> eventIds, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _readings);
        await Gate;
        return await events.Known(organizationId, eventIds, cancellationToken);
    }

    public ValueTask<EventPage> Query(EventQuery query, CancellationToken cancellationToken) => events.Query(query, cancellationToken);

    public IAsyncEnumerable<LoggedShard> ShardsSince(DateTimeOffset since, CancellationToken cancellationToken) =>
        events.ShardsSince(since, cancellationToken);

    public Task Put(FleetEntry entry, CancellationToken cancellationToken) => Write(() => directory.Put(entry, cancellationToken));

    public Task Remove(string organizationId, EntityKind kind, string id, CancellationToken cancellationToken) =>
        Write(() => directory.Remove(organizationId, kind, id, cancellationToken));

    public Task<DirectoryPage> List(DirectoryQuery query, CancellationToken cancellationToken) => directory.List(query, cancellationToken);

    public IAsyncEnumerable<FleetEntry> WithClocks(CancellationToken cancellationToken) => directory.WithClocks(cancellationToken);

    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        power.Read();
        return states.ReadStateAsync(stateName, grainId, grainState);
    }

    public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        await Gate;
        await Write(() => states.WriteStateAsync(stateName, grainId, grainState));
    }

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        Write(() => states.ClearStateAsync(stateName, grainId, grainState));

    private Task<bool> Write(Func<Task> operation) => power.Write(async () =>
    {
        await operation();
        return true;
    }).AsTask();
}
