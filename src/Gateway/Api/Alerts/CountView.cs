using System.ComponentModel;
using Fleet.Alerts;

namespace Fleet.Gateway.Api.Alerts;

/// <summary>So many events within a while.</summary>
public sealed record CountView
{
    [Description("2 to 1000, the last one included.")]
    public required int AtLeast { get; init; }

    public required int WithinSeconds { get; init; }

    [Description("vehicle, driver, organization: each counts for itself. vehicle and driver where absent.")]
    public IReadOnlyList<AlertGrouping>? Per { get; init; }
}
