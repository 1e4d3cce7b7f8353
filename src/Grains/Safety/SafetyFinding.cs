using System.Collections.Immutable;
using Fleet.Events;
using Fleet.Geography;

namespace Fleet.Safety;

/// <summary>What a detector found, or a device said: everything of a safety event but whose it is.</summary>
public sealed record SafetyFinding
{
    public required string Type { get; init; }

    public required Severity Severity { get; init; }

    /// <summary>The moment it stands for: the peak of a manoeuvre, the moment a duration was reached.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Numbers by S0's names; docs/detection.md lists them.</summary>
    public ImmutableDictionary<string, double> Details { get; init; } = ImmutableDictionary<string, double>.Empty;

    public GeoPoint? Location { get; init; }

    public double SpeedKmh { get; init; }

    /// <summary>What a person said of it.</summary>
    public string? Message { get; init; }

    public required Provenance Why { get; init; }

    public required RiskAssessment Risk { get; init; }
}
