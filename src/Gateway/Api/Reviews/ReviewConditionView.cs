using System.ComponentModel;
using Fleet.Reviews;

namespace Fleet.Gateway.Api.Reviews;

/// <summary>What was measured against what a rule asks for.</summary>
public sealed record ReviewConditionView
{
    [Description("The unit stands in the name.")]
    public required string Name { get; init; }

    public required bool Holds { get; init; }

    [Description("The nearest that it came; absent where nothing could be measured.")]
    public double? Measured { get; init; }

    public double? Threshold { get; init; }

    [Description("When that was measured.")]
    public DateTimeOffset? At { get; init; }

    public string? Note { get; init; }

    internal static ReviewConditionView Of(ReviewCondition condition) => new()
    {
        Name = condition.Name,
        Holds = condition.Holds,
        Measured = condition.Measured is { } measured && double.IsFinite(measured) ? measured : null,
        Threshold = condition.Threshold,
        At = condition.At,
        Note = condition.Note,
    };
}
