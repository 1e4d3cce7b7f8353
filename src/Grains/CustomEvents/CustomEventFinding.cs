using System.Collections.Immutable;
using Fleet.Events;
using Fleet.Geography;

namespace Fleet.CustomEvents;

/// <summary>Everything of a custom event but whose it is.</summary>
public sealed record CustomEventFinding
{
    public required string Name { get; init; }

    public required CustomEventPriority Priority { get; init; }

    public required CustomEventStatus Status { get; init; }

    public required DateTimeOffset At { get; init; }

    public required string EventId { get; init; }

    public GeoPoint? Location { get; init; }

    public FenceTouch? Fence { get; init; }

    public ImmutableDictionary<string, double> Details { get; init; } = ImmutableDictionary<string, double>.Empty;

    public DateTimeOffset? ConfirmBy { get; init; }

    public string? ConfirmedBy { get; init; }

    public string? PendingEventId { get; init; }

    public required Provenance Why { get; init; }

    /// <summary>A pending event that came to its end, under an id that follows from the pending one's.</summary>
    internal static CustomEventFinding Settled(string name, PendingCustomEvent pending, CustomEventStatus status, DateTimeOffset at, string? by) => new()
    {
        Name = name,
        Priority = pending.Priority,
        Status = status,
        At = at,
        EventId = EventIds.Settled(pending.EventId, status == CustomEventStatus.Confirmed ? "confirmed" : "expired"),
        Location = pending.Location,
        Fence = pending.Fence,
        Details = pending.Details,
        ConfirmBy = pending.ConfirmBy,
        ConfirmedBy = by,
        PendingEventId = pending.EventId,
        Why = pending.Why,
    };
}
