namespace Fleet.Traffic;

/// <summary>
/// What a source says to the organization's alerts: that something is worth one, or no longer. Said as often as the
/// source likes: what is known changes nothing.
/// </summary>
[GenerateSerializer, Immutable, Alias("Fleet.AlertNotice")]
public sealed record AlertNotice
{
    [Id(0)] public required TrafficAlertCategory Category { get; init; }

    [Id(1)] public required string SourceId { get; init; }

    /// <summary>Of the source's own time.</summary>
    [Id(2)] public required DateTimeOffset At { get; init; }

    /// <summary>The alert as it would be, its id left to the book; null where there is nothing to say any more.</summary>
    [Id(3)] public TrafficAlert? Alert { get; init; }
}
