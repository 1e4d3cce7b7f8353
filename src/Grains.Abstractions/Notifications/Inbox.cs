namespace Fleet.Notifications;

/// <summary>Inboxes that are nobody's own.</summary>
public static class Inbox
{
    /// <summary>What an organization tells all its people. No user id can be it.</summary>
    public const string Everyone = "*";
}
