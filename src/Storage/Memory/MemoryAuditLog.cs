using Fleet.Audit;

namespace Fleet.Storage;

/// <summary>Bound: the newest rows, of all organizations together. Overflow: the oldest is forgotten. Owner: the process.</summary>
public sealed class MemoryAuditLog(int maxRows = 10_000) : IAuditLog
{
    private readonly Lock _lock = new();
    private readonly Queue<AuditEntry> _rows = new();
    private long _last;

    public ValueTask Append(IReadOnlyList<AuditEntry> entries, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(entries);
        lock (_lock)
        {
            foreach (var entry in entries)
            {
                _rows.Enqueue(entry with { N = ++_last });
                if (_rows.Count > maxRows)
                    _rows.Dequeue();
            }
        }

        return ValueTask.CompletedTask;
    }

    public ValueTask<IReadOnlyList<AuditEntry>> Query(AuditQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        lock (_lock)
        {
            return ValueTask.FromResult<IReadOnlyList<AuditEntry>>([.. _rows.Reverse().Where(r => Fits(r, query)).Take(query.Limit)]);
        }
    }

    private static bool Fits(AuditEntry row, AuditQuery query) =>
        row.OrganizationId == query.OrganizationId
        && (query.Actions.Count == 0 || query.Actions.Contains(row.Action))
        && !(row.At < query.From) && !(row.At >= query.Until) && !(row.N >= query.Before);
}
