namespace Fleet.CustomEvents;

/// <summary>An event that an organization defined for itself.</summary>
[GenerateSerializer, Immutable, Alias("Fleet.CustomEventDefinition")]
public sealed record CustomEventDefinition
{
    /// <summary>Names it within the organization.</summary>
    [Id(0)] public required string Name { get; init; }

    [Id(1)] public required CustomEventTriggers Triggers { get; init; }

    [Id(2)] public CustomEventPriority Priority { get; init; } = CustomEventPriority.Medium;

    /// <summary>Rises with every change, across a removal too. What vehicles know of another revision counts for nothing.</summary>
    [Id(3)] public long Revision { get; init; }

    /// <summary>When it came to be as it is. Positions received before count for nothing.</summary>
    [Id(4)] public DateTimeOffset ChangedAt { get; init; }

    /// <summary>The user or key.</summary>
    [Id(5)] public string? ChangedBy { get; init; }
}
