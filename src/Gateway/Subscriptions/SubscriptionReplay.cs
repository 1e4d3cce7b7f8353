using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Fleet.Gateway.Subscriptions;

/// <summary>
/// Tells a subscription history at the pace of its events, and then goes on live with no seam: every shard is read from
/// the log up to a head noted at the start, from there on along its line, and handed to <see cref="SubscriptionJoin"/> at
/// the place it came to. Shards are merged by the time things happened; within a shard the order of the line stays, so
/// that what was late comes where it became known. Reads no faster than the session sends.
/// </summary>
public sealed partial class SubscriptionReplay(
    FeedHub hub,
    SubscriptionJoin join,
    ShardReader reader,
    IOptions<SubscriptionOptions> options,
    TimeProvider time,
    ILogger<SubscriptionReplay> logger)
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);

    private readonly ReplaySeats _seats = new(options);

    /// <summary>
    /// Starts the replay that the subscription asks for. Done when its owner has been told that it stands; the rest goes on behind.
    /// </summary>
    /// <returns>False where this gateway has as many replays as it may; nothing was begun then.</returns>
    public async Task<bool> TryStart(Subscription subscription, ISubscriptionOwner owner)
    {
        ArgumentNullException.ThrowIfNull(subscription);
        ArgumentNullException.ThrowIfNull(owner);
        var request = subscription.Replay ?? throw new ArgumentException("The subscription asks for no replay.", nameof(subscription));
        if (!_seats.TryTake(owner.OrganizationId))
        {
            return false;
        }

        hub.Enter(subscription);
        try
        {
            var members = subscription.Members;
            var heads = await Task.WhenAll(members.Select(reader.Head));
            owner.Confirm(subscription, []);
            _ = Run(subscription, owner, request, [.. members.Zip(heads, (m, head) => new ReplayCursor(m, request, head))]);
        }
        catch (Exception e) // after several attempts: the client may try again
        {
            ReplayFailed(logger, e, owner.OrganizationId);
            _seats.Release(owner.OrganizationId);
            hub.Leave(subscription);
            owner.Failed(subscription);
        }

        return true;
    }

    private async Task Run(Subscription subscription, ISubscriptionOwner owner, ReplayRequest request, ReplayCursor[] cursors)
    {
        try
        {
            var told = await Tell(subscription, owner, request, cursors);
            if (!subscription.Ended)
            {
                End(subscription, owner, request, cursors, told);
            }
        }
        catch (OperationCanceledException) when (subscription.Ended)
        {
            // Unsubscribed while it waited for the next event to come due.
        }
        catch (Exception e) when (!subscription.Ended) // a bug: the session goes on, the subscription does not
        {
            ReplayFailed(logger, e, owner.OrganizationId);
            hub.Leave(subscription);
            owner.Failed(subscription);
        }
        finally
        {
            subscription.IsReplaying = false;
            _seats.Release(owner.OrganizationId);
        }
    }

    /// <returns>How many events.</returns>
    private async Task<long> Tell(Subscription subscription, ISubscriptionOwner owner, ReplayRequest request, ReplayCursor[] cursors)
    {
        var began = time.GetUtcNow();
        long told = 0;
        long waits = 0;
        while (!subscription.Ended)
        {
            // Level: since the last wait every shard was read to its end, so that nothing is left to be paced.
            var level = Array.TrueForAll(cursors, c => c.AtHead && c.ReadInRound == waits);
            var next = level ? Earliest(cursors) : await ReadOn(subscription, cursors, waits);
            if (next is null)
            {
                break;
            }

            var wait = began + ((next.Next!.Event.Timestamp - request.From) / request.Speed) - time.GetUtcNow();
            if (wait > TimeSpan.Zero)
            {
                waits++;
                wait = wait < LongestWait ? wait : LongestWait;
                await Task.Delay(TimeSpan.FromMilliseconds(Math.Ceiling(wait.TotalMilliseconds)), time, subscription.Ending);
                continue;
            }

            await owner.Room();
            if (!subscription.Ended)
            {
                Hand(subscription, owner, next.Take());
                told++;
            }
        }

        return told;
    }

    /// <summary>
    /// Reads where nothing waits, until the earliest event is known. A shard that had no more is asked again only when the
    /// replay has come to the moment at which it was asked.
    /// </summary>
    private async Task<ReplayCursor?> ReadOn(Subscription subscription, ReplayCursor[] cursors, long waits)
    {
        while (!subscription.Ended)
        {
            var next = Earliest(cursors);
            var read = false;
            foreach (var cursor in cursors)
            {
                var isDue = cursor.Next is null && (!cursor.AtHead
                    || (cursor.ReadInRound != waits && (next is null || next.Next!.Event.Timestamp > cursor.ReadAt)));
                if (isDue && !subscription.Ended)
                {
                    await cursor.Read(reader, time.GetUtcNow(), waits);
                    read = true;
                }
            }

            if (!read)
            {
                return next;
            }
        }

        return null;
    }

    private static ReplayCursor? Earliest(ReplayCursor[] cursors)
    {
        ReplayCursor? earliest = null;
        foreach (var cursor in cursors)
        {
            if (cursor.Next is { } next && !(earliest?.Next!.Event.Timestamp <= next.Event.Timestamp))
            {
                earliest = cursor;
            }
        }

        return earliest;
    }

    private static void Hand(Subscription subscription, ISubscriptionOwner owner, FeedEvent happened)
    {
        if (subscription.Pacer is { } pacer && happened.Channel == EventChannels.Locations)
        {
            pacer.Take(happened);
        }
        else
        {
            owner.Replay(happened);
        }
    }

    private void End(Subscription subscription, ISubscriptionOwner owner, ReplayRequest request, ReplayCursor[] cursors, long told)
    {
        subscription.Pacer?.Flush();
        subscription.IsReplaying = false;
        var live = request.To is null;
        owner.Replayed(subscription, new ReplayEnd(
            told, Array.TrueForAll(cursors, c => c.Complete), live, live ? [.. cursors.Where(c => !c.Broken).Select(c => c.At)] : []));
        if (!live)
        {
            hub.Leave(subscription);
            return;
        }

        foreach (var cursor in cursors)
        {
            _ = cursor.Broken
                ? join.StartOver(cursor.Member, owner, SubscriptionStart.Gap)
                : join.GoLive(cursor.Member, owner, cursor.At);
        }
    }
}
