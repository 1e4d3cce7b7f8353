using System.Text.Json;
using Fleet.Alerts;
using Fleet.Compliance;
using Fleet.CustomEvents;
using Fleet.Gateway.Json;
using Fleet.Gateway.Subscriptions;
using Fleet.Geography;
using Fleet.Safety;
using Fleet.Trips;

namespace Fleet.Gateway.Protocols.Streaming;

/// <summary>
/// Reads <c>filters</c>. A filter that does not exist, or that none of the channels knows, is an error: dropping it
/// would send more than was asked for. A list may be given as a single value.
/// </summary>
internal sealed class FilterReader(int maxIds)
{
    private const EventChannels Placed = EventChannels.Locations | EventChannels.SafetyEvents | EventChannels.TripUpdates | EventChannels.CustomEvents;
    private const EventChannels All = EventChannels.OfShards | EventChannels.FleetOverview;
    private const int MaxValues = 64;
    private const double MaxSpeedKmh = 1_000;
    private const double MaxAccuracyMeters = 100_000;

    /// <summary>Which channels know which filter. docs/streaming.md has this table; a test compares.</summary>
    internal static readonly IReadOnlyDictionary<string, EventChannels> Known = new Dictionary<string, EventChannels>(StringComparer.Ordinal)
    {
        ["organization_id"] = All | EventChannels.Analytics,
        ["vehicle_ids"] = All,
        ["driver_ids"] = All,
        ["trip_ids"] = All,
        ["trip_status"] = Placed & ~EventChannels.CustomEvents,
        ["geographic_bounds"] = Placed | EventChannels.FleetOverview | EventChannels.Alerts,
        ["min_speed"] = EventChannels.Locations | EventChannels.SafetyEvents,
        ["accuracy_threshold"] = EventChannels.Locations,
        ["update_frequency"] = EventChannels.Locations | EventChannels.FleetOverview,
        ["severity"] = EventChannels.SafetyEvents,
        ["event_types"] = EventChannels.SafetyEvents | EventChannels.TripUpdates,
        ["risk_threshold"] = EventChannels.SafetyEvents,
        ["notification_priority"] = EventChannels.SafetyEvents,
        ["immediate_notification"] = EventChannels.SafetyEvents,
        ["include_inactive"] = EventChannels.FleetOverview,
        ["min_score_change"] = EventChannels.DriverPerformance,
        ["regulation"] = EventChannels.DriverCompliance,
        ["warnings"] = EventChannels.DriverCompliance,
        ["jurisdiction"] = EventChannels.DriverCompliance,
        ["event_names"] = EventChannels.CustomEvents,
        ["priority"] = EventChannels.CustomEvents | EventChannels.Alerts,
        ["rule_ids"] = EventChannels.Alerts,
    };

    public (string? OrganizationId, SubscriptionFilter Filter) Read(JsonFields message, EventChannels channels)
    {
        if (message.Object("filters") is not { } fields)
        {
            return (null, SubscriptionFilter.All);
        }

        foreach (var name in fields.Names)
        {
            if (!Known.TryGetValue(name, out var knownTo))
            {
                fields.Fail(Identifier.Shorten(name), FieldErrorCode.Unknown, "is not a filter");
            }
            else if ((knownTo & channels) == 0)
            {
                fields.Fail(name, FieldErrorCode.Conflict, "belongs to " + string.Join(", ", StreamingChannels.NamesOf(knownTo)));
            }
        }

        var (customPriorities, alertPriorities) = PrioritiesOf(fields, channels);
        var filter = new SubscriptionFilter
        {
            VehicleIds = Ids(fields, "vehicle_ids"),
            DriverIds = Ids(fields, "driver_ids"),
            TripIds = Ids(fields, "trip_ids"),
            TripStatuses = Statuses(fields),
            Bounds = Bounds(fields),
            MinSpeedKmh = fields.Number("min_speed", 0, MaxSpeedKmh),
            MaxAccuracyMeters = fields.Number("accuracy_threshold", 0, MaxAccuracyMeters),
            Frequency = fields.Choice<UpdateFrequency>("update_frequency"),
            Severities = Choices<Severity>(fields, "severity"),
            EventTypes = EventTypes(fields, channels),
            RiskThreshold = fields.Number("risk_threshold", 0, 1),
            Priorities = Priorities(fields),
            IncludeInactive = fields.Flag("include_inactive") ?? false,
            MinScoreChange = fields.Number("min_score_change", 0, 100),
            Warnings = Choices<ComplianceKind>(fields, "warnings"),
            EventNames = Ids(fields, "event_names"),
            CustomPriorities = customPriorities,
            Regulations = OneOf(fields, "regulation", DutyRules.Regulation),
            Jurisdictions = OneOf(fields, "jurisdiction", DutyRules.Jurisdiction),
            AlertPriorities = alertPriorities,
            RuleIds = Ids(fields, "rule_ids"),
        };
        return (fields.Id("organization_id"), filter);
    }

    private HashSet<string>? Ids(JsonFields fields, string name) => Set(Values(fields, name, maxIds, ids: true));

    private static HashSet<string>? EventTypes(JsonFields fields, EventChannels channels)
    {
        var types = Values(fields, "event_types", MaxValues, ids: false);
        if ((channels & EventChannels.SafetyEvents) == 0)
        {
            foreach (var (value, path) in types ?? [])
            {
                if (!TripEventNames.All.Contains(value))
                {
                    fields.Errors.Add(path, FieldErrorCode.Unknown, "must be one of " + string.Join(", ", TripEventNames.All));
                }
            }
        }

        return Set(types);
    }

    /// <summary>S0 has <c>active</c> and <c>in_progress</c>: the latter is a trip that began and has not ended, paused or not.</summary>
    private static HashSet<TripStatus>? Statuses(JsonFields fields)
    {
        if (Values(fields, "trip_status", MaxValues, ids: false) is not { } values)
        {
            return null;
        }

        var statuses = new HashSet<TripStatus>();
        foreach (var (value, path) in values)
        {
            if (value == "in_progress")
            {
                statuses.UnionWith([TripStatus.Active, TripStatus.Paused]);
            }
            else if (WireNames<TripStatus>.TryRead(value, out var status))
            {
                statuses.Add(status);
            }
            else
            {
                fields.Errors.Add(path, FieldErrorCode.Unknown, "must be one of in_progress, " + WireNames<TripStatus>.All);
            }
        }

        return statuses;
    }

    private static HashSet<NotificationPriority>? Priorities(JsonFields fields)
    {
        var wanted = Choices<NotificationPriority>(fields, "notification_priority");
        if (fields.Flag("immediate_notification") is not true)
        {
            return wanted;
        }

        wanted ??= [NotificationPriority.Immediate];
        wanted.IntersectWith([NotificationPriority.Immediate]);
        return wanted;
    }

    /// <summary>
    /// The two channels do not have the same words. Of both at once a word is taken that either knows; the other channel
    /// has no such message, so nothing of it passes by that word.
    /// </summary>
    private static (HashSet<CustomEventPriority>? Custom, HashSet<AlertPriority>? Alert) PrioritiesOf(JsonFields fields, EventChannels channels) =>
        (channels & (EventChannels.CustomEvents | EventChannels.Alerts)) switch
        {
            EventChannels.CustomEvents => (Choices<CustomEventPriority>(fields, "priority"), null),
            EventChannels.Alerts => (null, Choices<AlertPriority>(fields, "priority")),
            EventChannels.None => (null, null),
            _ => EitherPriority(fields),
        };

    private static (HashSet<CustomEventPriority>? Custom, HashSet<AlertPriority>? Alert) EitherPriority(JsonFields fields)
    {
        if (Values(fields, "priority", MaxValues, ids: false) is not { } values)
        {
            return (null, null);
        }

        HashSet<CustomEventPriority> custom = [];
        HashSet<AlertPriority> alert = [];
        foreach (var (value, path) in values)
        {
            var isCustom = WireNames<CustomEventPriority>.TryRead(value, out var customPriority);
            var isAlert = WireNames<AlertPriority>.TryRead(value, out var alertPriority);
            if (isCustom)
            {
                custom.Add(customPriority);
            }

            if (isAlert)
            {
                alert.Add(alertPriority);
            }

            if (!isCustom && !isAlert)
            {
                var known = string.Join(", ", WireNames<CustomEventPriority>.All.Split(", ").Union(WireNames<AlertPriority>.All.Split(", ")));
                fields.Errors.Add(path, FieldErrorCode.Unknown, "must be one of " + known);
            }
        }

        return (custom, alert);
    }

    /// <summary>One rule book is served; asking for another and hearing nothing would look like a driver in good order.</summary>
    private static HashSet<string>? OneOf(JsonFields fields, string name, string known)
    {
        var values = Values(fields, name, MaxValues, ids: false);
        foreach (var (value, path) in values ?? [])
        {
            if (value != known)
            {
                fields.Errors.Add(path, FieldErrorCode.Unknown, "must be " + known);
            }
        }

        return Set(values);
    }

    private static HashSet<T>? Choices<T>(JsonFields fields, string name)
        where T : struct, Enum
    {
        if (Values(fields, name, MaxValues, ids: false) is not { } values)
        {
            return null;
        }

        var choices = new HashSet<T>();
        foreach (var (value, path) in values)
        {
            if (WireNames<T>.TryRead(value, out var choice))
            {
                choices.Add(choice);
            }
            else
            {
                fields.Errors.Add(path, FieldErrorCode.Unknown, "must be one of " + WireNames<T>.All);
            }
        }

        return choices;
    }

    private static GeoBounds? Bounds(JsonFields message)
    {
        if (message.Object("geographic_bounds") is not { } fields || fields.Flag("enabled") == false)
        {
            return null;
        }

        var (southwest, northeast) = (Corner(fields, "southwest"), Corner(fields, "northeast"));
        if (southwest.Latitude > northeast.Latitude)
        {
            fields.Fail("southwest", FieldErrorCode.Conflict, "must not be north of northeast");
        }

        return new GeoBounds(southwest, northeast);
    }

    private static GeoPoint Corner(JsonFields fields, string name)
    {
        var corner = fields.Object(name, required: true);
        return new GeoPoint(
            corner?.Number("lat", -90, 90, required: true) ?? 0,
            corner?.Number("lng", -180, 180, required: true) ?? 0);
    }

    private static HashSet<string>? Set(List<(string Value, string Path)>? values) =>
        values?.Select(v => v.Value).ToHashSet(StringComparer.Ordinal);

    /// <summary>A list without repetition, or a single text. An empty list matches nothing and is refused.</summary>
    private static List<(string Value, string Path)>? Values(JsonFields fields, string name, int max, bool ids)
    {
        if (fields.KindOf(name) == JsonValueKind.String)
        {
            var single = ids ? fields.Id(name) : fields.Text(name, Identifier.MaxLength);
            return single is null ? null : [(single, fields.PathOf(name))];
        }

        var values = ids ? fields.Ids(name, max) : fields.Texts(name, max, Identifier.MaxLength);
        if (values is { Count: 0 } && !fields.Errors.Any)
        {
            fields.Fail(name, FieldErrorCode.Range, "must name at least one");
        }

        return values?.Select((v, i) => (v, $"{fields.PathOf(name)}[{i}]")).ToList();
    }
}
