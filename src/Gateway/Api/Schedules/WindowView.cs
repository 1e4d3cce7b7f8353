using System.ComponentModel;

namespace Fleet.Gateway.Api.Schedules;

/// <summary>A stretch of the day on some days of the week.</summary>
public sealed record WindowView
{
    [Description("mon, tue, wed, thu, fri, sat, sun: the days on which it begins. Absent: every day.")]
    public IReadOnlyList<string>? Days { get; init; }

    [Description("HH:MM on the wall, inclusive.")]
    public required string From { get; init; }

    [Description("HH:MM on the wall, exclusive; 24:00 for the end of the day. Not later than from: on the next day.")]
    public required string To { get; init; }
}
