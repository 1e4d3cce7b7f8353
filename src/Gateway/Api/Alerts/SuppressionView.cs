using System.ComponentModel;
using Fleet.Alerts;

namespace Fleet.Gateway.Api.Alerts;

/// <summary>For so long after an alert, further events of its kind are counted and not delivered.</summary>
public sealed record SuppressionView
{
    [Description("0 for none.")]
    public required int WindowSeconds { get; init; }

    [Description("vehicle, driver, location: what must be the same. All three where absent, as in S1.")]
    public IReadOnlyList<AlertGrouping>? By { get; init; }
}
