using System.ComponentModel;

namespace Fleet.Gateway.Api.Keys;

/// <summary>How an API key is rotated.</summary>
public sealed record RotationBody
{
    internal const double DefaultSeconds = 3_600;

    internal const double MaxSeconds = 604_800;

    [Description("For how long the old key goes on, seconds; 0 ends it at once, 3600 where absent, a week at most.")]
    public double? GraceSeconds { get; init; }
}
