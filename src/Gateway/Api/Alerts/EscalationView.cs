using System.ComponentModel;
using Fleet.Alerts;

namespace Fleet.Gateway.Api.Alerts;

/// <summary>What happens to an alert that nobody has acknowledged or resolved.</summary>
public sealed record EscalationView
{
    [Description("From the moment it was raised.")]
    public required int AfterSeconds { get; init; }

    public IReadOnlyList<AlertChannel>? Channels { get; init; }

    [Description("Its priority from then on; as before where absent.")]
    public AlertPriority? Priority { get; init; }
}
