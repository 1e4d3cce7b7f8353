using Fleet.Alerts;
using Fleet.Compliance;
using Fleet.CustomEvents;
using Fleet.Drivers;
using Fleet.Events;
using Fleet.Geography;
using Fleet.Safety;
using Fleet.Traffic;
using Fleet.Trips;

namespace Fleet.Gateway.Subscriptions;

/// <summary>
/// What of its channels a subscription wants. Null everywhere: all of it. Members are joined by AND, the values of one
/// by OR. A member that a channel does not know leaves that channel alone.
/// </summary>
public sealed record SubscriptionFilter
{
    public static readonly SubscriptionFilter All = new();

    public IReadOnlySet<string>? VehicleIds { get; init; }

    public IReadOnlySet<string>? DriverIds { get; init; }

    public IReadOnlySet<string>? TripIds { get; init; }

    public IReadOnlySet<TripStatus>? TripStatuses { get; init; }

    /// <summary>Topics of topical events. Null: none of them, whatever else is wanted.</summary>
    public IReadOnlySet<string>? Topics { get; init; }

    /// <summary>Events without a place are not inside.</summary>
    public GeoBounds? Bounds { get; init; }

    public double? MinSpeedKmh { get; init; }

    /// <summary>Locations only; one of unknown accuracy does not pass.</summary>
    public double? MaxAccuracyMeters { get; init; }

    public UpdateFrequency? Frequency { get; init; }

    public IReadOnlySet<Severity>? Severities { get; init; }

    /// <summary>Types of safety events and of trip updates, by their names on the wire.</summary>
    public IReadOnlySet<string>? EventTypes { get; init; }

    /// <summary>Least risk score, 0 … 1.</summary>
    public double? RiskThreshold { get; init; }

    public IReadOnlySet<NotificationPriority>? Priorities { get; init; }

    public bool IncludeInactive { get; init; }

    /// <summary>Least change of the score in either direction, points.</summary>
    public double? MinScoreChange { get; init; }

    /// <summary>Kinds of driver_compliance.</summary>
    public IReadOnlySet<ComplianceKind>? Warnings { get; init; }

    /// <summary>For example DOT_FMCSA.</summary>
    public IReadOnlySet<string>? Regulations { get; init; }

    /// <summary>For example US.</summary>
    public IReadOnlySet<string>? Jurisdictions { get; init; }

    /// <summary>Names of custom events.</summary>
    public IReadOnlySet<string>? EventNames { get; init; }

    /// <summary>Priorities of custom events.</summary>
    public IReadOnlySet<CustomEventPriority>? CustomPriorities { get; init; }

    /// <summary>Of alerts.</summary>
    public IReadOnlySet<AlertPriority>? AlertPriorities { get; init; }

    /// <summary>Of the rules that raised alerts.</summary>
    public IReadOnlySet<string>? RuleIds { get; init; }

    /// <summary>Of traffic events, which know no other filter.</summary>
    public TrafficFilter? Traffic { get; init; }

    public static NotificationPriority PriorityOf(Severity severity) => severity switch
    {
        Severity.Low => NotificationPriority.Low,
        Severity.Medium => NotificationPriority.Normal,
        _ => NotificationPriority.Immediate,
    };

    public bool Matches(FeedEvent e) =>
        Holds(VehicleIds, e.VehicleId)
        && Holds(DriverIds, e.DriverId)
        && Holds(TripIds, e.TripId)
        && e.Subject switch
        {
            LocationUpdated location => Matches(location, e.Place),
            SafetyDetected safety => Matches(safety, e.Place),
            TripChanged trip => Matches(trip, e.Place),
            DriverPerformanceMeasured measured => Matches(measured.Driver),
            VehicleStatusChanged or InboxChanged => Bounds is null,
            ComplianceWarned warned => Matches(warned),
            CustomEventRaised raised => Matches(raised, e.Place),
            ITopicalEvent => Topics is not null && (Holds(Topics, e.Topic) || (e.AlsoTopic is { } also && Topics.Contains(also))),
            AlertChanged alert => Matches(alert, e.Place),
            TrafficEvent traffic => Traffic is null || Traffic.Matches(traffic),
            _ => false,
        };

    private static bool Holds<T>(IReadOnlySet<T>? wanted, T? value) =>
        wanted is null || (value is not null && wanted.Contains(value));

    private bool Matches(LocationUpdated e, GeoPoint? place) =>
        (TripStatuses is null || (e.TripStatus is { } status && TripStatuses.Contains(status)))
        && Inside(place)
        && (MinSpeedKmh is null || e.SpeedKmh >= MinSpeedKmh)
        && (MaxAccuracyMeters is null || e.Position.AccuracyMeters <= MaxAccuracyMeters);

    /// <summary>A safety event does not say its trip's status; one that has a trip happened on a trip under way.</summary>
    private bool Matches(SafetyDetected e, GeoPoint? place) =>
        (TripStatuses is null || (e.TripId is not null && TripStatuses.Contains(TripStatus.Active)))
        && Inside(place)
        && (MinSpeedKmh is null || e.SpeedKmh >= MinSpeedKmh)
        && (Severities is null || Severities.Contains(e.Severity))
        && (EventTypes is null || EventTypes.Contains(e.Type))
        && (RiskThreshold is null || e.Risk.RiskScore >= RiskThreshold)
        && (Priorities is null || Priorities.Contains(PriorityOf(e.Severity)));

    private bool Matches(TripChanged e, GeoPoint? place) =>
        (TripStatuses is null || (e.Status is { } status && TripStatuses.Contains(status)))
        && Inside(place)
        && (EventTypes is null || EventTypes.Contains(TripEventNames.Of(e.Kind)));

    private bool Matches(DriverSnapshot driver) =>
        MinScoreChange is null || Math.Abs(driver.ScoreChange) >= MinScoreChange;

    private bool Matches(ComplianceWarned e) =>
        (Warnings is null || Warnings.Contains(e.Kind))
        && Holds(Regulations, e.Regulation)
        && Holds(Jurisdictions, e.Jurisdiction);

    private bool Matches(CustomEventRaised e, GeoPoint? place) =>
        Inside(place)
        && (EventNames is null || EventNames.Contains(e.Name))
        && (CustomPriorities is null || CustomPriorities.Contains(e.Priority));

    private bool Matches(AlertChanged e, GeoPoint? place) =>
        Inside(place)
        && (AlertPriorities is null || AlertPriorities.Contains(e.Priority))
        && Holds(RuleIds, e.RuleId);

    private bool Inside(GeoPoint? place) =>
        Bounds is not { } bounds || (place is { } at && bounds.Contains(at.Latitude, at.Longitude));
}
