using Fleet.Events;
using Microsoft.Extensions.Logging;

namespace Fleet.Gateway.Subscriptions;

/// <summary>
/// Brings a subscription from a place in each shard's line to live, with no seam and no buffer: it reads ring or log behind
/// its place until it is level with the feed, and the feed takes it in under its lock. A fresh one starts at the place
/// its snapshot was taken at, a resuming one where its client left off. It reads no faster than its session sends.
/// </summary>
public sealed partial class SubscriptionJoin(FeedHub hub, ShardReader reader, ILogger<SubscriptionJoin> logger)
{
    /// <summary>
    /// Starts a subscription. Done when its owner has been told how it stands and what the present state is; reading
    /// what was missed goes on behind.
    /// </summary>
    /// <param name="resume">The last place seen of each shard; null to start fresh.</param>
    public async Task Start(Subscription subscription, ISubscriptionOwner owner, IReadOnlyDictionary<int, ShardPosition>? resume)
    {
        hub.Enter(subscription);
        try
        {
            if (resume is null)
            {
                await StartFresh(subscription, owner, SubscriptionStart.Fresh);
            }
            else
            {
                await StartResumed(subscription, owner, resume);
            }
        }
        catch (Exception e) // after several attempts: the client may try again
        {
            JoinFailed(logger, e, owner.OrganizationId);
            hub.Leave(subscription);
            owner.Failed(subscription);
        }
    }

    /// <summary>
    /// Starts over at one shard, from a snapshot, as often as it takes. A member that its feed left behind first reads
    /// what it missed, where that can be had in full.
    /// </summary>
    public async Task StartOver(FeedMember member, ISubscriptionOwner owner, SubscriptionStart why)
    {
        var subscription = member.Subscription;
        var step = JoinStep.Gap;
        if (member.TakeMissed() is { } missed)
        {
            (step, _) = await CatchUp(member, owner, missed);
        }

        while (step == JoinStep.Gap && !subscription.Ended)
        {
            var snapshot = await reader.Snapshot(member, forever: true);
            await owner.Present(subscription, [snapshot], why);
            (step, _) = await CatchUp(member, owner, snapshot.Head);
        }
    }

    /// <summary>
    /// Takes a session's subscriptions up where it lost them, if nothing of what it missed is out of reach. Reading it is
    /// done by <see cref="SessionReturn.Run"/>, once the session has been told.
    /// </summary>
    /// <param name="places">Where each stands, by shard.</param>
    /// <returns>Null where something is out of reach or cannot be asked; the subscriptions are left again.</returns>
    internal async Task<SessionReturn?> TryReturn(IReadOnlyList<(Subscription Subscription, IReadOnlyDictionary<int, ShardPosition> From)> places)
    {
        foreach (var (subscription, _) in places)
        {
            hub.Enter(subscription);
        }

        var returning = new SessionReturn(places, reader);
        try
        {
            if (await returning.TryRead())
            {
                return returning;
            }
        }
        catch (Exception e) // after several attempts: the client starts afresh
        {
            JoinFailed(logger, e, places[0].Subscription.Subscriber.OrganizationId);
        }

        foreach (var (subscription, _) in places)
        {
            hub.Leave(subscription);
        }

        return null;
    }

    /// <summary>Takes a member from a place to live, whatever that takes.</summary>
    internal async Task GoLive(FeedMember member, ISubscriptionOwner owner, ShardPosition at)
    {
        var (step, _) = await CatchUp(member, owner, at);
        if (step == JoinStep.Gap)
        {
            await StartOver(member, owner, SubscriptionStart.Gap);
        }
    }

    private async Task StartFresh(Subscription subscription, ISubscriptionOwner owner, SubscriptionStart why)
    {
        var snapshots = await Task.WhenAll(subscription.Members.Select(m => reader.Snapshot(m, forever: false)));
        owner.Confirm(subscription, [.. snapshots.Select(s => s.Head)]);
        if (why == SubscriptionStart.NotResumable)
        {
            owner.Resumed(subscription, 0, complete: false);
        }

        await owner.Present(subscription, snapshots, why);
        foreach (var (member, snapshot) in subscription.Members.Zip(snapshots))
        {
            _ = GoLive(member, owner, snapshot.Head);
        }
    }

    private async Task StartResumed(Subscription subscription, ISubscriptionOwner owner, IReadOnlyDictionary<int, ShardPosition> resume)
    {
        var members = subscription.Members;
        var complete = members.All(m => resume.ContainsKey(m.Feed.Shard));
        if (complete)
        {
            var from = members.Select(m => resume[m.Feed.Shard]).ToList();
            var first = await Task.WhenAll(from.Select(at => reader.Read(subscription, at, forever: false)));
            if (complete = first.All(r => r.Complete))
            {
                owner.Confirm(subscription, from);
                _ = Replay(subscription, owner, from, first);
            }
        }

        if (!complete)
        {
            await StartFresh(subscription, owner, SubscriptionStart.NotResumable);
        }
    }

    private async Task Replay(Subscription subscription, ISubscriptionOwner owner, List<ShardPosition> from, ShardRead[] first)
    {
        long replayed = 0;
        List<FeedMember> broken = [];
        foreach (var (member, at, read) in subscription.Members.Zip(from, first))
        {
            replayed += Hand(member, owner, at, read);
            var (step, more) = await CatchUp(member, owner, at with { N = at.N + read.Events.Length });
            replayed += more;
            if (step == JoinStep.Gap)
            {
                broken.Add(member);
            }
        }

        if (!subscription.Ended)
        {
            owner.Resumed(subscription, replayed, broken.Count == 0);
        }

        foreach (var member in broken)
        {
            await StartOver(member, owner, SubscriptionStart.NotResumable);
        }
    }

    private async Task<(JoinStep Step, long Replayed)> CatchUp(FeedMember member, ISubscriptionOwner owner, ShardPosition at)
    {
        var subscription = member.Subscription;
        long replayed = 0;
        member.Reached = at;
        while (true)
        {
            var step = member.Feed.TryGoLive(member, at);
            if (step is JoinStep.Live or JoinStep.Ended)
            {
                return (step, replayed);
            }

            if (step == JoinStep.Wait)
            {
                await member.Feed.Settled;
            }

            await owner.Room();
            var read = await reader.Read(subscription, at, forever: true);
            if (!read.Complete)
            {
                return (subscription.Ended ? JoinStep.Ended : JoinStep.Gap, replayed);
            }

            replayed += Hand(member, owner, at, read);
            at = at with { N = at.N + read.Events.Length };
        }
    }

    /// <returns>How many the subscription took.</returns>
    private static long Hand(FeedMember member, ISubscriptionOwner owner, ShardPosition after, ShardRead read)
    {
        var subscription = member.Subscription;
        long taken = 0;
        for (var i = 0; i < read.Events.Length && !subscription.Ended; i++)
        {
            var e = new FeedEvent(read.Events[i], after with { N = after.N + 1 + i });
            if (subscription.Takes(e))
            {
                taken++;
                if (subscription.Pacer is { } pacer && e.Channel == EventChannels.Locations)
                {
                    pacer.Take(e);
                }
                else
                {
                    owner.Replay(e);
                }
            }

            member.Reached = e.Position;
        }

        return taken;
    }
}
