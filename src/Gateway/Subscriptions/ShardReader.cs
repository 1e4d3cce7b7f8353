using Fleet.Events;
using Fleet.Gateway.Protocols.Traffic;
using Fleet.Storage;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Fleet.Gateway.Subscriptions;

/// <summary>
/// What subscriptions read from shards: the ring, and the event log for what the ring no longer holds. The log is read by
/// few at a time, in pages no larger than those of the ring, so that those who were away for long neither load the
/// database nor stand in the way of those who join. Asks again while a shard or the log does not answer.
/// </summary>
public sealed partial class ShardReader(
    IShardSource source,
    IOptions<SubscriptionOptions> options,
    TimeProvider time,
    ILogger<ShardReader> logger) : IDisposable
{
    private const int Attempts = 4;

    private static readonly TimeSpan FirstDelay = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim _turns = new(options.Value.ConcurrentJoins);
    private readonly SemaphoreSlim _logTurns = new(options.Value.ConcurrentLogReads);

    public void Dispose()
    {
        _turns.Dispose();
        _logTurns.Dispose();
    }

    /// <summary>Where the shard's line ends.</summary>
    internal async Task<ShardPosition> Head(FeedMember member)
    {
        var nowhere = new ShardPosition(member.Feed.Shard, "", 0);
        var read = await Ask(member.Subscription, _turns, organization => source.Read(organization, nowhere, 0), forever: false);
        return read.Head;
    }

    /// <summary>Events behind a place, out of the ring or else the log. Not complete where the line broke or retention passed the place.</summary>
    /// <param name="forever">Asks until there is an answer or the subscription has ended; else throws after some attempts.</param>
    internal async Task<ShardRead> Read(Subscription subscription, ShardPosition after, bool forever)
    {
        var max = options.Value.ReadSize;
        var ring = await Ask(subscription, _turns, organization => source.Read(organization, after, max), forever);
        if (ring.Complete || ring.Head.Epoch != after.Epoch || after.N < 0 || after.N >= ring.Head.N)
        {
            return ring;
        }

        var log = await Ask(subscription, _logTurns, organization => source.ReadLog(organization, after, max), forever);
        return log.Complete && log.Events.IsEmpty ? ring : log; // a log that has less than the ring is not this shard's
    }

    /// <summary>A page of history. Asks until the subscription has ended.</summary>
    internal Task<HistoryPage> History(FeedMember member, DateTimeOffset from, DateTimeOffset until, long after) =>
        Ask(
            member.Subscription,
            _logTurns,
            organization => source.History(organization, member.Feed.Shard, from, until, after, options.Value.ReadSize),
            forever: true);

    internal Task<ShardSnapshot> Snapshot(FeedMember member, bool forever)
    {
        var (channels, filter) = (member.Subscription.Channels, member.Subscription.Filter);
        var request = new SnapshotRequest
        {
            VehicleIds = filter.VehicleIds is null ? [] : [.. filter.VehicleIds],
            Vehicles = (channels & EventChannels.Locations) != 0,
            Safety = (channels & EventChannels.SafetyEvents) != 0,
            Trips = (channels & EventChannels.TripUpdates) != 0,
            Drivers = (channels & EventChannels.DriverPerformance) != 0,
            CustomEvents = (channels & EventChannels.CustomEvents) != 0,
            Compliance = (channels & EventChannels.DriverCompliance) != 0,
            Alerts = (channels & EventChannels.Alerts) != 0,
            Traffic = TrafficChannels.KindsOf(channels),
        };
        return Ask(member.Subscription, _turns, organization => source.Snapshot(organization, member.Feed.Shard, request), forever);
    }

    private async Task<T> Ask<T>(Subscription subscription, SemaphoreSlim turns, Func<string, Task<T>> ask, bool forever)
    {
        var organization = subscription.Subscriber.OrganizationId;
        var delay = FirstDelay;
        for (var attempt = 1; ; attempt++)
        {
            await turns.WaitAsync();
            try
            {
                return await ask(organization);
            }
            catch (Exception e) when ((forever || attempt < Attempts) && !subscription.Ended)
            {
                AskFailed(logger, e, organization, delay);
            }
            finally
            {
                turns.Release();
            }

            await Task.Delay(delay, time, CancellationToken.None);
            delay = TimeSpan.FromTicks(Math.Min(delay.Ticks * 2, LongestDelay.Ticks));
        }
    }
}
