using System.ComponentModel.DataAnnotations;

namespace Fleet.Alerts;

/// <summary>Configuration section <c>Fleet:Alerts</c>.</summary>
public sealed class AlertOptions
{
    public const string Section = "Fleet:Alerts";

    /// <summary>Rules of one organization.</summary>
    [Range(4, 10_000)]
    public int MaxRules { get; set; } = 200;

    /// <summary>Where people find the dashboard: links in messages are this and <c>/alerts/</c> with the alert's id. Empty: no links.</summary>
    [MaxLength(500)]
    public string DashboardUrl { get; set; } = "";

    /// <summary>Until the second attempt to tell somebody, seconds. Each further one waits four times as long as the one before.</summary>
    [Range(1, 3_600)]
    public int RetrySeconds { get; set; } = 10;

    /// <summary>Most between two attempts, seconds, also where the receiver asks for longer.</summary>
    [Range(1, 86_400)]
    public int MaxRetrySeconds { get; set; } = 3_600;

    /// <summary>Attempts to tell one recipient; then it is given up.</summary>
    [Range(1, 50)]
    public int MaxAttempts { get; set; } = 10;

    /// <summary>One attempt takes no longer, seconds.</summary>
    [Range(1, 600)]
    public int AttemptSeconds { get; set; } = 60;

    /// <summary>Suppressed events that an alert's history keeps; they are counted all the same.</summary>
    [Range(0, 1_000)]
    public int MaxSuppressedMarks { get; set; } = 20;
}
