namespace Fleet.Traffic;

/// <summary>A step in an accident's life. The subject is the accident.</summary>
[GenerateSerializer, Immutable, Alias("Fleet.AccidentChanged")]
public sealed record AccidentChanged : TrafficEvent
{
    [Id(0)] public required AccidentChange Change { get; init; }

    /// <summary>As it is after the step.</summary>
    [Id(1)] public required Accident Accident { get; init; }
}
