using System.ComponentModel;

namespace Fleet.Gateway.Api.Alerts;

/// <summary>The same hours on some days.</summary>
public sealed record AlertHoursView
{
    [Description("mon … sun: the days on which the hours begin. All where absent.")]
    public IReadOnlyList<string>? Days { get; init; }

    [Description("00:00 to 23:59.")]
    public required string From { get; init; }

    [Description("Exclusive, up to 24:00. At or before from: on the next day.")]
    public required string To { get; init; }
}
