using System.Collections.Immutable;

namespace Fleet.Storage;

/// <summary>
/// Every acknowledged position, keyed by (organization, vehicle, timestamp). That key is the idempotency rule: a client
/// that resends after a lost answer adds nothing, whatever its own sequence numbers say.
/// </summary>
public interface IPositionLog
{
    /// <summary>
    /// Completes after the commit. One call of a vehicle at a time: the vehicle grain awaits it before it applies.
    /// Rows not marked late are promised to be new; one that is not makes the whole append a
    /// <see cref="AppendStatus.Conflict"/>. Late rows that exist already are skipped and named.
    /// </summary>
    /// <param name="cancellationToken">Ends the wait only; the rows may be written all the same.</param>
    /// <exception cref="StorageException">The rows themselves cannot be stored; nothing of this append was written.</exception>
    ValueTask<AppendResult> Append(
        string organizationId,
        string vehicleId,
        ImmutableArray<LoggedPosition> positions,
        CancellationToken cancellationToken);

    /// <summary>By timestamp, ascending. Read page by page, so that a slow reader holds no snapshot and no lock.</summary>
    /// <param name="after">Exclusive.</param>
    /// <param name="until">Inclusive.</param>
    IAsyncEnumerable<LoggedPosition> Read(
        string organizationId,
        string vehicleId,
        DateTimeOffset after,
        DateTimeOffset until,
        bool includeLate,
        CancellationToken cancellationToken);
}
