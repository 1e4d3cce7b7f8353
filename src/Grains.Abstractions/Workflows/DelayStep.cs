namespace Fleet.Workflows;

/// <summary>Waits.</summary>
[GenerateSerializer, Immutable, Alias("Fleet.DelayStep")]
public sealed record DelayStep : WorkflowStep
{
    [Id(0)] public required double Seconds { get; init; }
}
