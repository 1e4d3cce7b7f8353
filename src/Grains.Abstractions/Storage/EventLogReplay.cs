using System.Runtime.CompilerServices;

namespace Fleet.Storage;

/// <summary>A window of the log as a sequence.</summary>
public static class EventLogReplay
{
    private const int PageSize = 1_000;

    /// <summary>
    /// Everything of a shard that happened from one moment to before another, in the order it was appended, through all
    /// epochs. Page by page: nothing is held for a slow reader.
    /// </summary>
    /// <param name="from">Inclusive.</param>
    /// <param name="until">Exclusive.</param>
    public static async IAsyncEnumerable<LoggedEvent> Replay(
        this IEventLog log,
        string organizationId,
        int shard,
        DateTimeOffset from,
        DateTimeOffset until,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(log);
        long? after = 0;
        while (after is { } place)
        {
            var page = await log.History(organizationId, shard, from, until, place, PageSize, cancellationToken);
            foreach (var logged in page.Events)
            {
                cancellationToken.ThrowIfCancellationRequested();
                yield return logged;
            }

            after = page.Next;
        }
    }
}
