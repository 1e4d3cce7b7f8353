using Fleet.Geography;
using Fleet.Notifications;
using Fleet.Safety;

namespace Fleet.Alerts.Channels;

/// <summary>A message with everything in it, some of it nasty.</summary>
internal static class Messages
{
    public static ChannelMessage Of(string? recipient = null, string name = "Critical Safety Event", string? description = "airbags open", NotificationSettings? settings = null, int escalation = 0, string? link = "https://fleet.example/alerts/alert_1") => new()
    {
        Key = "alert_1:0:x:0",
        OrganizationId = "acme",
        Recipient = recipient,
        Priority = AlertPriority.Urgent,
        Escalation = escalation,
        Link = link,
        Now = Happened.Noon,
        Settings = settings ?? new(),
        Alert = new AlertDraft
        {
            AlertId = "alert_1",
            RuleId = "critical_safety_event",
            RuleVersion = 1,
            RuleName = name,
            Priority = AlertPriority.Urgent,
            Title = "[URGENT] " + name,
            Message = "crash_detection (critical), vehicle v1",
            VehicleId = "v1",
            DriverId = "d1",
            Source = new AlertSource
            {
                EventId = "e1",
                Kind = "safety_event",
                Type = "crash_detection",
                Severity = Severity.Critical,
                At = Happened.Noon,
                Location = new GeoPoint(40.7128, -74.006),
                Description = description,
            },
        },
    };
}
