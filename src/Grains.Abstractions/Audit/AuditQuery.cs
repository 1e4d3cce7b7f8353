namespace Fleet.Audit;

/// <summary>Rows of one organization, the newest first.</summary>
public sealed record AuditQuery
{
    public required string OrganizationId { get; init; }

    /// <summary>Empty for all.</summary>
    public IReadOnlyList<AuditAction> Actions { get; init; } = [];

    public DateTimeOffset? From { get; init; }

    /// <summary>Not included.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>Only rows with a smaller <see cref="AuditEntry.N"/>.</summary>
    public long? Before { get; init; }

    public required int Limit { get; init; }
}
