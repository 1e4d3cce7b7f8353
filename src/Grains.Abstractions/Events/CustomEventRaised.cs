using System.Collections.Immutable;
using Fleet.CustomEvents;
using Fleet.Geography;

namespace Fleet.Events;

/// <summary>
/// An event that the organization defined: all its triggers held for a vehicle, or what became of one that waits for
/// confirmation. Whoever acts on it acts on <see cref="IsComplete"/>.
/// </summary>
[GenerateSerializer, Immutable, Alias("Fleet.CustomEventRaised")]
public sealed record CustomEventRaised : FleetEvent
{
    /// <summary>As the organization named it, for example delivery_completed.</summary>
    [Id(0)] public required string Name { get; init; }

    [Id(1)] public required CustomEventPriority Priority { get; init; }

    [Id(2)] public required CustomEventStatus Status { get; init; }

    [Id(3)] public GeoPoint? Location { get; init; }

    /// <summary>The fence that it was about, where a trigger names one.</summary>
    [Id(4)] public string? GeofenceId { get; init; }

    [Id(5)] public string? GeofenceName { get; init; }

    /// <summary>Numbers of the triggers: stop_seconds, speed, dwell_seconds.</summary>
    [Id(6)] public ImmutableDictionary<string, double> Details { get; init; } = ImmutableDictionary<string, double>.Empty;

    /// <summary>With <see cref="CustomEventStatus.Pending"/>: until when it can be confirmed, on the clock of the vehicle's positions.</summary>
    [Id(7)] public DateTimeOffset? ConfirmBy { get; init; }

    /// <summary>With <see cref="CustomEventStatus.Confirmed"/>: the user or key.</summary>
    [Id(8)] public string? ConfirmedBy { get; init; }

    /// <summary>With Confirmed and Expired: the id of the pending event.</summary>
    [Id(9)] public string? PendingEventId { get; init; }

    /// <summary>It has happened, and was confirmed where that was asked for.</summary>
    public bool IsComplete => Status is CustomEventStatus.Raised or CustomEventStatus.Confirmed;

    public override GeoPoint? Where => Location;
}
