using System.Collections.Immutable;

namespace Fleet.Alerts;

/// <summary>An alert as it is now.</summary>
[GenerateSerializer, Immutable, Alias("Fleet.AlertSnapshot")]
public sealed record AlertSnapshot
{
    [Id(0)] public required AlertDraft Alert { get; init; }

    [Id(1)] public required AlertStatus Status { get; init; }

    /// <summary>After escalations.</summary>
    [Id(2)] public required AlertPriority Priority { get; init; }

    [Id(3)] public required DateTimeOffset RaisedAt { get; init; }

    [Id(4)] public int Suppressed { get; init; }

    [Id(5)] public int Escalations { get; init; }

    /// <summary>When the next escalation is due; null for none.</summary>
    [Id(6)] public DateTimeOffset? EscalatesAt { get; init; }

    /// <summary>Oldest first; of suppressed steps the newest.</summary>
    [Id(7)] public ImmutableArray<AlertMark> History { get; init; } = [];

    [Id(8)] public ImmutableArray<AlertDelivery> Deliveries { get; init; } = [];
}
