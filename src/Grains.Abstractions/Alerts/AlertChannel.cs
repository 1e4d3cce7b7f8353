namespace Fleet.Alerts;

/// <summary>Ways to tell people of an alert.</summary>
public enum AlertChannel
{
    Email,
    Sms,
    Slack,
    Push,
    Webhook,

    /// <summary>Notifications inside the product (<see cref="Notifications.IInboxGrain"/>).</summary>
    Inbox,
}
