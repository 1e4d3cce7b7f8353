namespace Fleet.Audit;

/// <summary>The audit rows. Appended only; old ones go by retention.</summary>
public interface IAuditLog
{
    /// <exception cref="Storage.StorageUnavailableException">Nothing is known to be written; the rows may be given again, which may write one twice.</exception>
    ValueTask Append(IReadOnlyList<AuditEntry> entries, CancellationToken cancellationToken);

    ValueTask<IReadOnlyList<AuditEntry>> Query(AuditQuery query, CancellationToken cancellationToken);
}
