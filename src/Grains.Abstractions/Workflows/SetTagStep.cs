using System.Collections.Immutable;

namespace Fleet.Workflows;

/// <summary>Adds tags to a vehicle and takes some away.</summary>
[GenerateSerializer, Immutable, Alias("Fleet.SetTagStep")]
public sealed record SetTagStep : WorkflowStep
{
    [Id(0)] public string VehicleId { get; init; } = "{{event.vehicle_id}}";

    [Id(1)] public ImmutableArray<string> Add { get; init; } = [];

    [Id(2)] public ImmutableArray<string> Remove { get; init; } = [];
}
