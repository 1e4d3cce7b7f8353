using Fleet.Events;

namespace Fleet.Gateway.Subscriptions;

/// <summary>
/// One shard's part of a replay, in the order of the shard's line: first what the log has of the window up to the head
/// noted when the replay began, then, without <c>to</c>, whatever comes behind that head. Bound: a page of events.
/// </summary>
internal sealed class ReplayCursor(FeedMember member, ReplayRequest request, ShardPosition head)
{
    private readonly ShardPosition _head = head;
    private readonly Queue<FeedEvent> _waiting = new();
    private long? _nextPage = 0;
    private DateTimeOffset _toldUntil = request.From;

    public FeedMember Member => member;

    /// <summary>Everything up to here was read.</summary>
    public ShardPosition At { get; private set; } = head;

    /// <summary>The next to be told; null where the cursor has to read first, or there is nothing.</summary>
    public FeedEvent? Next => _waiting.TryPeek(out var next) ? next : null;

    /// <summary>The last read came to the end of what there was.</summary>
    public bool AtHead { get; private set; }

    /// <summary>When that was, on the gateway's clock.</summary>
    public DateTimeOffset ReadAt { get; private set; }

    /// <summary>How often the replay had waited when that was.</summary>
    public long ReadInRound { get; private set; }

    /// <summary>The line cannot be read on behind <see cref="At"/>.</summary>
    public bool Broken { get; private set; }

    /// <summary>Everything of the window was there.</summary>
    public bool Complete { get; private set; } = true;

    public FeedEvent Take()
    {
        var next = _waiting.Dequeue();
        _toldUntil = next.Event.Timestamp > _toldUntil ? next.Event.Timestamp : _toldUntil;
        return next;
    }

    /// <summary>Reads one page.</summary>
    public async Task Read(ShardReader reader, DateTimeOffset now, long round)
    {
        (ReadAt, ReadInRound) = (now, round);
        if (_nextPage is { } page)
        {
            await ReadHistory(reader, page);
        }
        else if (request.To is null && !Broken)
        {
            await ReadLine(reader);
        }
        else
        {
            AtHead = true;
        }
    }

    private async Task ReadHistory(ShardReader reader, long after)
    {
        var page = await reader.History(member, request.From, request.To ?? DateTimeOffset.MaxValue, after);
        Complete &= !(page.ForgottenUntil >= _toldUntil);
        _nextPage = page.Next;
        foreach (var logged in page.Events)
        {
            if (logged.Position.Epoch == _head.Epoch && logged.Position.N > _head.N)
            {
                _nextPage = null; // came in since: the line has it
                break;
            }

            Keep(logged.Event, logged.Position);
        }

        AtHead = _nextPage is null && request.To is not null;
    }

    private async Task ReadLine(ShardReader reader)
    {
        var read = await reader.Read(member.Subscription, At, forever: true);
        if (!read.Complete)
        {
            (Broken, Complete, AtHead) = (true, false, true);
            return;
        }

        foreach (var happened in read.Events)
        {
            At = At with { N = At.N + 1 };
            Keep(happened, At);
        }

        AtHead = At.N >= read.Head.N;
    }

    private void Keep(FleetEvent happened, ShardPosition at)
    {
        var e = new FeedEvent(happened, at, member.Subscription.Id);
        if (member.Subscription.Takes(e))
        {
            _waiting.Enqueue(e);
        }
    }
}
