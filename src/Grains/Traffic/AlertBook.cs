using Fleet.Events;
using Fleet.Geography;

namespace Fleet.Traffic;

/// <summary>
/// The alerts in force. One source has one alert at most, whatever often it reports; accidents near each other share
/// one; what comes back soon is the same as before. Told are: a new one, one whose priority rises, and its end.
/// </summary>
internal static class AlertBook
{
    /// <returns>The events to tell.</returns>
    public static List<TrafficAlertRaised> Note(
        List<AlertEntry> book, string organizationId, AlertNotice notice, TrafficOptions options, DateTimeOffset now)
    {
        var events = new List<TrafficAlertRaised>();
        var entry = Find(book, notice, options);
        if (notice.Alert is { } alert)
        {
            if (alert.Until <= now)
                return events;

            if (entry is null)
                Open(book, organizationId, notice, alert, options, events);
            else
                Renew(entry, organizationId, notice, alert, events);
        }
        else if (entry is not null && entry.Sources.Remove(notice.SourceId) && entry.Sources.Count == 0)
        {
            var hold = notice.Category is TrafficAlertCategory.Congestion or TrafficAlertCategory.AirQuality ? options.AlertHoldMinutes : 0;
            entry.EndsAt = now.AddMinutes(hold);
            if (hold == 0)
            {
                book.Remove(entry);
                events.Add(Event(organizationId, entry.Alert, notice.At, cleared: true));
            }
        }

        return events;
    }

    /// <summary>Ends what is over, at the time that it was due.</summary>
    public static List<TrafficAlertRaised> Sweep(List<AlertEntry> book, string organizationId, DateTimeOffset now)
    {
        var ended = book.Where(e => DueOf(e) <= now).ToList();
        book.RemoveAll(ended.Contains);
        return [.. ended.Select(e => Event(organizationId, e.Alert, DueOf(e)!.Value, cleared: true))];
    }

    /// <summary>When the next one ends; null for none that ends by itself.</summary>
    public static DateTimeOffset? Next(List<AlertEntry> book) => book.Min(DueOf);

    private static DateTimeOffset? DueOf(AlertEntry entry) =>
        entry.EndsAt is { } ends && !(entry.Alert.Until < ends) ? ends : entry.Alert.Until;

    private static AlertEntry? Find(List<AlertEntry> book, AlertNotice notice, TrafficOptions options) =>
        book.Find(e => e.Alert.Category == notice.Category && (e.Sources.Contains(notice.SourceId) || e.Alert.SourceId == notice.SourceId))
        ?? (notice is { Category: TrafficAlertCategory.Accident, Alert.Location: { } place }
            ? book.Find(e => e.Alert is { Category: TrafficAlertCategory.Accident, Location: { } other }
                && Geodesy.DistanceMeters(place, other) <= options.SameAccidentMeters
                && (notice.Alert.RaisedAt - e.Alert.RaisedAt).Duration() <= TimeSpan.FromMinutes(options.SameAccidentMinutes))
            : null);

    private static void Open(
        List<AlertEntry> book, string organizationId, AlertNotice notice, TrafficAlert alert, TrafficOptions options, List<TrafficAlertRaised> events)
    {
        if (book.Count >= options.MaxAlerts && book.MinBy(e => e.Alert.RaisedAt) is { } oldest)
        {
            book.Remove(oldest);
            events.Add(Event(organizationId, oldest.Alert, notice.At, cleared: true));
        }

        var opened = alert with { AlertId = EventIds.For(notice.SourceId, alert.RaisedAt, "alert") };
        book.Add(new AlertEntry { Alert = opened, Sources = [notice.SourceId] });
        events.Add(Event(organizationId, opened, notice.At, cleared: false));
    }

    private static void Renew(AlertEntry entry, string organizationId, AlertNotice notice, TrafficAlert alert, List<TrafficAlertRaised> events)
    {
        entry.EndsAt = null;
        if (!entry.Sources.Contains(notice.SourceId))
            entry.Sources.Add(notice.SourceId);

        var (before, own) = (entry.Alert, entry.Alert.SourceId == notice.SourceId);
        entry.Alert = before with { Until = own ? alert.Until : before.Until };
        if (alert.Priority > before.Priority)
        {
            entry.Alert = alert with { AlertId = before.AlertId, SourceId = before.SourceId, RaisedAt = before.RaisedAt, Location = before.Location ?? alert.Location };
            events.Add(Event(organizationId, entry.Alert, notice.At, cleared: false));
        }
    }

    private static TrafficAlertRaised Event(string organizationId, TrafficAlert alert, DateTimeOffset at, bool cleared) => new()
    {
        EventId = EventIds.For(alert.AlertId, at, cleared ? "cleared" : "raised", cleared ? null : alert.Priority.ToString()),
        OrganizationId = organizationId,
        Timestamp = at,
        SubjectId = alert.AlertId,
        Place = alert.Location,
        ZoneIds = alert.ZoneIds,
        Alert = alert,
        Cleared = cleared,
    };
}
