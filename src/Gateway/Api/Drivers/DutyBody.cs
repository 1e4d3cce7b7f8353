using System.ComponentModel;

namespace Fleet.Gateway.Api.Drivers;

/// <summary>A driver's status from a moment on.</summary>
public sealed record DutyBody
{
    [Description("off_duty, sleeper, driving or on_duty.")]
    public required string Status { get; init; }

    [Description("Now where absent. An earlier moment corrects the record; at most eight days back.")]
    public DateTimeOffset? At { get; init; }
}
