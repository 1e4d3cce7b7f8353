namespace Fleet.Alerts;

/// <summary>Something the rules tell an alert, once: what an alert has had by its number is passed over.</summary>
[GenerateSerializer, Immutable, Alias("Fleet.AlertCommand")]
public sealed record AlertCommand
{
    /// <summary>Rises with every command of the organization.</summary>
    [Id(0)] public required long Number { get; init; }

    [Id(1)] public required string AlertId { get; init; }

    [Id(2)] public required AlertCommandKind Kind { get; init; }

    /// <summary>With Raise.</summary>
    [Id(3)] public AlertDraft? Draft { get; init; }

    /// <summary>With Suppress: the event that was suppressed. With Resolve: the event that did it.</summary>
    [Id(4)] public AlertSource? Source { get; init; }

    /// <summary>With Resolve: why.</summary>
    [Id(5)] public string? Note { get; init; }
}
