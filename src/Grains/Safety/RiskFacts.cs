using Fleet.Geography;

namespace Fleet.Safety;

/// <summary>All that a risk assessment may rest on. What is not known stays null or false and counts for nothing.</summary>
internal readonly record struct RiskFacts
{
    public required string Type { get; init; }

    public required Severity Severity { get; init; }

    public required DateTimeOffset At { get; init; }

    public GeoPoint? Location { get; init; }

    public double SpeedKmh { get; init; }

    /// <summary>0 … 10 where it was measured; null takes the severity's own.</summary>
    public double? SeverityScore { get; init; }

    public bool OverLimit { get; init; }

    /// <summary>Another harsh manoeuvre within the ten minutes before.</summary>
    public bool Repeated { get; init; }
}
