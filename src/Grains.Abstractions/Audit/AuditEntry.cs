namespace Fleet.Audit;

/// <summary>Who did what, or was let in or refused. Ids and names only, never a credential or a part of one.</summary>
public sealed record AuditEntry
{
    /// <summary>Rises with every row of a log; 0 before the log has it.</summary>
    public long N { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>Empty where a refused credential proved none.</summary>
    public required string OrganizationId { get; init; }

    public required AuditAction Action { get; init; }

    /// <summary>The subject of a token, or the id of a key; "unknown" of a credential that proved neither, "several" of many together.</summary>
    public required string Actor { get; init; }

    /// <summary>Of the peer, as the gateway saw it; null where there is none.</summary>
    public string? Address { get; init; }

    /// <summary>The id of what was changed: a key, a rule, an organization. Of a refused origin the origin.</summary>
    public string? Target { get; init; }

    /// <summary>A word more: how somebody authenticated, why it was refused, which key came of a rotation.</summary>
    public string? Detail { get; init; }

    /// <summary>How many refusals the row stands for.</summary>
    public long Count { get; init; } = 1;
}
