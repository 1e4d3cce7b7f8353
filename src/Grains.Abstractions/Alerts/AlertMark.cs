namespace Fleet.Alerts;

/// <summary>A line of an alert's history.</summary>
[GenerateSerializer, Immutable, Alias("Fleet.AlertMark")]
public sealed record AlertMark
{
    [Id(0)] public required AlertStep Step { get; init; }

    [Id(1)] public required DateTimeOffset At { get; init; }

    [Id(2)] public string? By { get; init; }

    [Id(3)] public string? Note { get; init; }

    /// <summary>Of a suppressed step: the event.</summary>
    [Id(4)] public string? EventId { get; init; }
}
