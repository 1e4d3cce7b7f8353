using System.Collections.Immutable;
using System.Globalization;
using Fleet.Events;
using Fleet.Safety;

namespace Fleet.Storage;

/// <summary>AND across the members, OR within one; empty and null mean any.</summary>
public sealed record EventQuery
{
    public required string OrganizationId { get; init; }

    /// <summary>Aliases of event types, for example Fleet.SafetyDetected.</summary>
    public ImmutableArray<string> Kinds { get; init; } = [];

    /// <summary>For example harsh_braking, trip_started.</summary>
    public ImmutableArray<string> Types { get; init; } = [];

    public ImmutableArray<Severity> Severities { get; init; } = [];

    public string? VehicleId { get; init; }

    /// <summary>The only vehicles whose events are wanted; empty for all, those of no vehicle included.</summary>
    public ImmutableArray<string> VehicleIds { get; init; } = [];

    public string? DriverId { get; init; }

    public string? TripId { get; init; }

    /// <summary>What a traffic event is about.</summary>
    public string? SubjectId { get; init; }

    /// <summary>Only traffic events: those that have a subject.</summary>
    public bool OfSubjects { get; init; }

    /// <summary>Inclusive.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Exclusive.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary><see cref="EventPage.Next"/> of the page before, or <see cref="PlaceOf"/> any event of it; null for the first.</summary>
    public string? After { get; init; }

    public required int Limit { get; init; }

    /// <summary>Where an event stands in the list, newest first.</summary>
    public static string PlaceOf(FleetEvent happened)
    {
        ArgumentNullException.ThrowIfNull(happened);
        return string.Create(CultureInfo.InvariantCulture, $"{happened.Timestamp.UtcTicks / TimeSpan.TicksPerMicrosecond}.{happened.EventId}");
    }
}
