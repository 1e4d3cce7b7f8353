using System.ComponentModel;

namespace Fleet.Gateway.Api.Alerts;

/// <summary>What a rule would have done.</summary>
public sealed record DryRunView
{
    public required string RuleId { get; init; }

    public required DateTimeOffset From { get; init; }

    public required DateTimeOffset To { get; init; }

    [Description("Events that were looked at.")]
    public required int Events { get; init; }

    [Description("False where there were more than Gateway:Api:MaxDryRunEvents: then the oldest were left out, and from is the time of the oldest that was not.")]
    public required bool Complete { get; init; }

    [Description("Alerts that it would have raised.")]
    public required int Raised { get; init; }

    [Description("Events that their windows would have suppressed.")]
    public required int Suppressed { get; init; }

    [Description("Newest first, at most 100.")]
    public required IReadOnlyList<FindingView> Alerts { get; init; }
}
