using System.Collections.Immutable;
using Fleet.Events;

namespace Fleet.Storage;

/// <summary>
/// The offset line of every shard, locations included, and the events that people ask for by what they are about.
/// The head of a shard moves by compare-and-set, so that of two activations of one shard only one can go on.
/// </summary>
public interface IEventLog
{
    /// <summary>
    /// Completes after the commit. One call of a shard at a time.
    /// </summary>
    /// <param name="head">
    /// The head as the caller knows it; null for a shard that never was. The batch begins at its number + 1 in the same
    /// epoch, or at 1 in a new one. Anything else in the log is a <see cref="AppendStatus.Conflict"/>.
    /// </param>
    /// <param name="cancellationToken">Ends the wait only; the batch may be written all the same.</param>
    /// <exception cref="ArgumentException">The batch is empty or does not follow the head.</exception>
    /// <exception cref="StorageException">The batch itself cannot be stored; nothing of it was written.</exception>
    ValueTask<AppendResult> Append(
        string organizationId,
        ShardPosition? head,
        ShardBatch batch,
        CancellationToken cancellationToken);

    /// <summary>The last place of a shard; null for one that never was.</summary>
    ValueTask<ShardPosition?> Head(string organizationId, int shard, CancellationToken cancellationToken);

    /// <summary>
    /// Events behind a place: the same answer as <see cref="IEventShardGrain.Read"/> gives, from beyond the ring.
    /// Not complete where the epoch is not the head's, the place is ahead of it, or retention has passed it.
    /// </summary>
    ValueTask<ShardRead> Read(string organizationId, ShardPosition after, int max, CancellationToken cancellationToken);

    /// <summary>
    /// Part of what happened in a shard from one moment to before another, in the order it was appended, through all
    /// epochs. To go on from there without a seam, note <see cref="Head"/> before, and <see cref="Read"/> behind it after.
    /// </summary>
    /// <param name="from">Inclusive.</param>
    /// <param name="until">Exclusive.</param>
    /// <param name="after"><see cref="HistoryPage.Next"/> of the page before; 0 for the first.</param>
    /// <param name="max">Events after which no further batch is read. The last batch comes whole.</param>
    ValueTask<HistoryPage> History(
        string organizationId,
        int shard,
        DateTimeOffset from,
        DateTimeOffset until,
        long after,
        int max,
        CancellationToken cancellationToken);

    /// <summary>Which of these ids the log has already. Plain locations are not among what it can tell.</summary>
    ValueTask<ImmutableHashSet<string>> Known(
        string organizationId,
        IReadOnlyCollection<string> eventIds,
        CancellationToken cancellationToken);

    /// <summary>How many events there are of each type ("" for those without one): the query's <c>After</c> and <c>Limit</c> do not count.</summary>
    ValueTask<ImmutableDictionary<string, long>> Count(EventQuery query, CancellationToken cancellationToken);

    /// <summary>Events other than plain locations, newest first.</summary>
    /// <exception cref="FormatException">The query's place is not one that a page gave.</exception>
    ValueTask<EventPage> Query(EventQuery query, CancellationToken cancellationToken);

    /// <summary>Shards of all organizations with an event, other than a measurement, that happened since a moment.</summary>
    IAsyncEnumerable<LoggedShard> ShardsSince(DateTimeOffset since, CancellationToken cancellationToken);
}
