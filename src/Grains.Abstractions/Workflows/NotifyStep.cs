using System.Collections.Immutable;

namespace Fleet.Workflows;

/// <summary>Puts a notification into people's inboxes.</summary>
[GenerateSerializer, Immutable, Alias("Fleet.NotifyStep")]
public sealed record NotifyStep : WorkflowStep
{
    /// <summary>Whom; empty for everybody of the organization.</summary>
    [Id(0)] public ImmutableArray<string> UserIds { get; init; } = [];

    [Id(1)] public string? Title { get; init; }

    [Id(2)] public required string Message { get; init; }

    [Id(3)] public string NotificationType { get; init; } = "workflow";
}
