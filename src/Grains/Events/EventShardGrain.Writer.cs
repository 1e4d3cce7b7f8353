using System.Collections.Immutable;
using Fleet.Storage;

namespace Fleet.Events;

/// <summary>
/// The one writer of the shard's log. What arrives while an append is under way goes into the next, so that the shard is
/// as fast as the log's commits are wide. An event is numbered, shown and answered only once it is durable.
/// </summary>
public sealed partial class EventShardGrain
{
    /// <summary>Events of one append, where several callers' fit.</summary>
    private const int MaxAppend = 2_000;

    /// <summary>Bound of <see cref="_waiting"/>, events. Overflow: the caller is refused and keeps its events.</summary>
    private const int MaxWaiting = 50_000;

    /// <summary>Over a longer pause the log is not read for the sake of what lies behind it.</summary>
    private static readonly TimeSpan StretchGap = TimeSpan.FromMinutes(1);

    /// <summary>Owner: this activation's writer.</summary>
    private readonly Queue<ShardPublish> _waiting = new();

    private int _waitingEvents;
    private bool _writing;
    private bool _broken;

    private Task Accept(ShardPublish publish)
    {
        if (publish.Events.IsDefaultOrEmpty)
            return Task.CompletedTask;

        if (_broken || (_waitingEvents > 0 && _waitingEvents + publish.Events.Length > MaxWaiting))
            return Task.FromException(new StorageUnavailableException("The event shard cannot take more now.") { RetryAfter = RetryAfter });

        _waiting.Enqueue(publish);
        _waitingEvents += publish.Events.Length;
        if (!_writing)
        {
            _writing = true;
            _ = Write();
        }

        return publish.Done.Task;
    }

    /// <summary>Runs beside the turns, on the grain's own scheduler.</summary>
    private async Task Write()
    {
        var batch = new List<ShardPublish>();
        while (_waiting.Count > 0 && !_broken)
        {
            batch.Clear();
            for (var size = 0; _waiting.TryPeek(out var next) && (size == 0 || size + next.Events.Length <= MaxAppend);)
            {
                batch.Add(_waiting.Dequeue());
                size += next.Events.Length;
                _waitingEvents -= next.Events.Length;
            }

            if (!await Write(batch))
            {
                // One caller's events may be such as cannot be stored: the others must not suffer for them.
                foreach (var one in batch)
                {
                    await Write([one]);
                }
            }
        }

        _writing = false;
    }

    /// <returns>False where the batch is to be tried one by one.</returns>
    private async Task<bool> Write(List<ShardPublish> batch)
    {
        try
        {
            var fresh = await Placed(await Fresh(batch));
            if (fresh.Length > 0)
                await Append(fresh);

            foreach (var publish in batch)
            {
                publish.Done.TrySetResult();
            }
        }
        catch (StorageException e) when (e is not StorageUnavailableException && batch.Count > 1)
        {
            return false;
        }
        catch (Exception e)
        {
            NotLogged(log, this.GetPrimaryKeyString(), e);
            foreach (var publish in batch)
            {
                publish.Done.TrySetException(e);
            }
        }

        return true;
    }

    /// <summary>Each with what the organization's place layers say of where it happened: here, because every event comes by.</summary>
    private async ValueTask<ImmutableArray<FleetEvent>> Placed(ImmutableArray<FleetEvent> events)
    {
        if (!events.Any(e => e.Where is not null))
            return events;

        var places = await organizations.Places(_organization);
        return places.IsEmpty ? events : [.. events.Select(places.Name)];
    }

    private async Task Append(ImmutableArray<FleetEvent> fresh)
    {
        var head = _line.Head;
        var batch = new ShardBatch { Shard = head.Shard, Epoch = head.Epoch, FirstN = head.N + 1, Events = fresh };
        AppendResult result;
        try
        {
            result = await eventLog.Append(_organization, _logged ? head : null, batch, CancellationToken.None);
        }
        catch (Exception e) when (e is not StorageException or StorageUnavailableException)
        {
            Break(e);
            throw;
        }

        switch (result.Status)
        {
            case AppendStatus.Committed:
                _logged = true;
                _line.Append(fresh);
                Stream();
                React(fresh);
                return;
            case AppendStatus.Busy:
                throw new StorageUnavailableException("The event log cannot follow.") { RetryAfter = result.RetryAfter };
            default:
                var failure = new StorageUnavailableException($"The event log answered {result.Status}; the shard reads its line anew.") { RetryAfter = result.RetryAfter };
                Break(failure);
                throw failure;
        }
    }

    /// <summary>The line in memory may not be the log's: nothing of it is shown or built upon. The next activation reads the log.</summary>
    private void Break(Exception why)
    {
        _broken = true;
        while (_waiting.TryDequeue(out var publish))
        {
            publish.Done.TrySetException(why);
        }

        _waitingEvents = 0;
        DeactivateOnIdle();
    }

    /// <summary>What neither the line nor, where it may be older than the line, the log has already.</summary>
    private async ValueTask<ImmutableArray<FleetEvent>> Fresh(List<ShardPublish> batch)
    {
        if (batch is [{ Again: false, Events: [var alone] }]) // nearly all, where the log takes no time
            return _line.Knows(alone.EventId) ? [] : batch[0].Events;

        var known = await InLog([.. batch.Where(p => p.Again).SelectMany(p => p.Events).Where(e => !_line.Knows(e.EventId))]);
        var ids = new HashSet<string>(StringComparer.Ordinal);
        var fresh = ImmutableArray.CreateBuilder<FleetEvent>();
        foreach (var happened in batch.SelectMany(p => p.Events))
        {
            if (!_line.Knows(happened.EventId) && !known.Contains(happened.EventId) && ids.Add(happened.EventId))
                fresh.Add(happened);
        }

        return fresh.DrainToImmutable();
    }

    /// <summary>
    /// Which of these the log has, in as few readings as will do: after a restart thousands of vehicles tell again at the same time.
    /// A vehicle's locations are published in order, so that the newest one tells of all before it.
    /// </summary>
    private async ValueTask<HashSet<string>> InLog(IReadOnlyCollection<FleetEvent> events)
    {
        var known = new HashSet<string>(StringComparer.Ordinal);
        if (events.Count == 0) // nearly always
            return known;

        string[] ids = [.. events.Where(e => e is not LocationUpdated).Select(e => e.EventId)];
        if (ids.Length > 0)
            known.UnionWith(await eventLog.Known(_organization, ids, CancellationToken.None));

        var unsure = new List<LocationUpdated>();
        foreach (var location in events.OfType<LocationUpdated>())
        {
            if (_line.NewestLocation(location.VehicleId!) is not { } newest)
                unsure.Add(location);
            else if (location.Timestamp <= newest)
                known.Add(location.EventId);
        }

        await LocationsInLog(unsure, known);
        return known;
    }

    /// <summary>The log keeps locations by time only: each stretch of it that they fall into is read once.</summary>
    private async ValueTask LocationsInLog(List<LocationUpdated> locations, HashSet<string> known)
    {
        var asked = locations.Select(l => l.EventId).ToHashSet(StringComparer.Ordinal);
        foreach (var (from, until) in Stretches(locations.Select(l => l.Timestamp)))
        {
            await foreach (var logged in eventLog.Replay(_organization, _line.Head.Shard, from, until.AddTicks(TimeSpan.TicksPerMillisecond), CancellationToken.None))
            {
                if (logged.Event is LocationUpdated && asked.Contains(logged.Event.EventId))
                    known.Add(logged.Event.EventId);
            }
        }
    }

    private static IEnumerable<(DateTimeOffset From, DateTimeOffset Until)> Stretches(IEnumerable<DateTimeOffset> times)
    {
        (DateTimeOffset From, DateTimeOffset Until)? open = null;
        foreach (var time in times.Order())
        {
            if (open is { } stretch && time - stretch.Until > StretchGap)
            {
                yield return stretch;
                open = null;
            }

            open = (open?.From ?? time, time);
        }

        if (open is { } last)
            yield return last;
    }
}
