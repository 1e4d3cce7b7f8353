using System.ComponentModel;
using Fleet.Compliance;
using Fleet.Gateway.Json;

namespace Fleet.Gateway.Api.Drivers;

/// <summary>A driver's hours of service now.</summary>
public sealed record DutyView
{
    public required string DriverId { get; init; }

    public required string Regulation { get; init; }

    public required string Jurisdiction { get; init; }

    [Description("The moment that it is about, by the clock of the driver's positions and statuses.")]
    public required DateTimeOffset At { get; init; }

    [Description("off_duty, sleeper, driving or on_duty.")]
    public required string Status { get; init; }

    public DateTimeOffset? Since { get; init; }

    [Description("False where no status was ever declared: then what is not driving counts as off duty.")]
    public required bool Declared { get; init; }

    [Description("From when driving and window count; absent when rested.")]
    public DateTimeOffset? ShiftStart { get; init; }

    [Description("Left of 11 hours of driving; negative where driven past.")]
    public required double DrivingSecondsLeft { get; init; }

    [Description("Left of the 14-hour window.")]
    public required double WindowSecondsLeft { get; init; }

    [Description("Left of 8 hours of driving without a break of 30 minutes.")]
    public required double BreakSecondsLeft { get; init; }

    [Description("Left of 60 hours in 7 days or 70 in 8.")]
    public required double CycleSecondsLeft { get; init; }

    [Description("7 or 8.")]
    public required int CycleDays { get; init; }

    [Description("How long the driver may drive from now on, the least of the four.")]
    public required double DrivableSeconds { get; init; }

    [Description("What driver_compliance will say next, should the driver go on as he does: hours_approaching, rest_required, break_required or violation.")]
    public string? NextType { get; init; }

    [Description("driving, window, break or cycle.")]
    public string? NextLimit { get; init; }

    public DateTimeOffset? NextAt { get; init; }

    internal static DutyView Of(string driverId, DutyReport duty) => new()
    {
        DriverId = driverId,
        Regulation = DutyRules.Regulation,
        Jurisdiction = DutyRules.Jurisdiction,
        At = duty.At,
        Status = WireNames<DutyStatus>.Of(duty.Status),
        Since = duty.Since,
        Declared = duty.Declared,
        ShiftStart = duty.ShiftStart,
        DrivingSecondsLeft = duty.Left.Driving.TotalSeconds,
        WindowSecondsLeft = duty.Left.Window.TotalSeconds,
        BreakSecondsLeft = duty.Left.Break.TotalSeconds,
        CycleSecondsLeft = duty.Left.Cycle.TotalSeconds,
        CycleDays = duty.CycleDays,
        DrivableSeconds = duty.Left.Drivable.TotalSeconds,
        NextType = duty.Next is { } kind ? WireNames<ComplianceKind>.Of(kind.Kind) : null,
        NextLimit = duty.Next is { } limit ? WireNames<DutyLimit>.Of(limit.Limit) : null,
        NextAt = duty.Next?.At,
    };
}
