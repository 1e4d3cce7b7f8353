namespace Fleet.Workflows;

/// <summary>What an execution begins with.</summary>
[GenerateSerializer, Immutable, Alias("Fleet.ExecutionStart")]
public sealed record ExecutionStart
{
    [Id(0)] public required WorkflowDefinition Workflow { get; init; }

    /// <summary>The triggering event as JSON.</summary>
    [Id(1)] public required string Event { get; init; }

    [Id(2)] public string? VehicleId { get; init; }

    [Id(3)] public string? DriverId { get; init; }

    [Id(4)] public string? TripId { get; init; }
}
