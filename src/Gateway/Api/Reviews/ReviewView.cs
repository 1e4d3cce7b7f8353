using System.ComponentModel;
using Fleet.Reviews;

namespace Fleet.Gateway.Api.Reviews;

/// <summary>Why an event did not happen, or that it did.</summary>
public sealed record ReviewView
{
    public required string VehicleId { get; init; }

    public required string Event { get; init; }

    public required DateTimeOffset At { get; init; }

    public required double WithinSeconds { get; init; }

    [Description("The event was told.")]
    public required bool Happened { get; init; }

    [Description("Of the event that was told.")]
    public string? EventId { get; init; }

    public DateTimeOffset? EventAt { get; init; }

    [Description("The rule finds it in the stored positions with the thresholds of today, whatever was told then.")]
    public required bool FoundNow { get; init; }

    [Description("Names of the conditions that do not hold.")]
    public required IReadOnlyList<string> Failed { get; init; }

    public required IReadOnlyList<ReviewConditionView> Conditions { get; init; }

    [Description("Positions that were looked at, those before the moment included.")]
    public required int Positions { get; init; }

    public DateTimeOffset? From { get; init; }

    public DateTimeOffset? Until { get; init; }

    internal static ReviewView Of(string vehicleId, EventQuestion question, EventReview review) => new()
    {
        VehicleId = vehicleId,
        Event = question.Event,
        At = question.At,
        WithinSeconds = question.WithinSeconds,
        Happened = review.Happened,
        EventId = review.EventId,
        EventAt = review.EventAt,
        FoundNow = review.FoundNow,
        Failed = [.. review.Conditions.Where(c => !c.Holds).Select(c => c.Name)],
        Conditions = [.. review.Conditions.Select(ReviewConditionView.Of)],
        Positions = review.Positions,
        From = review.From,
        Until = review.Until,
    };
}
