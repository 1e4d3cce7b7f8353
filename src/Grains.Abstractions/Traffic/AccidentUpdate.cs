namespace Fleet.Traffic;

/// <summary>Null for what stays.</summary>
[GenerateSerializer, Immutable, Alias("Fleet.AccidentUpdate")]
public sealed record AccidentUpdate
{
    [Id(0)] public AccidentSeverity? Severity { get; init; }

    [Id(1)] public AccidentStatus? Status { get; init; }

    [Id(2)] public EmergencyServices? EmergencyServices { get; init; }

    [Id(3)] public int? VehiclesInvolved { get; init; }

    [Id(4)] public string? Description { get; init; }

    [Id(5)] public double? Confidence { get; init; }
}
