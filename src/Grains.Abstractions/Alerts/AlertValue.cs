using System.Collections.Immutable;

namespace Fleet.Alerts;

/// <summary>What a condition compares with: exactly one member is there.</summary>
[GenerateSerializer, Immutable, Alias("Fleet.AlertValue")]
public sealed record AlertValue
{
    [Id(0)] public string? Text { get; init; }

    [Id(1)] public double? Number { get; init; }

    [Id(2)] public bool? Flag { get; init; }

    /// <summary>Empty where it is no list of texts.</summary>
    [Id(3)] public ImmutableArray<string> Texts { get; init; } = [];

    /// <summary>Empty where it is no list of numbers.</summary>
    [Id(4)] public ImmutableArray<double> Numbers { get; init; } = [];
}
