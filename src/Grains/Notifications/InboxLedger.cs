using System.Globalization;
using Fleet.Events;

namespace Fleet.Notifications;

/// <summary>What an inbox makes of what happens to it. Pure.</summary>
internal static class InboxLedger
{
    public static Notification? Find(InboxState state, string notificationId) =>
        state.Items.Find(n => n.NotificationId == notificationId);

    public static int Unread(InboxState state) => state.Items.Count(n => n.ReadAt is null);

    public static InboxSnapshot Snapshot(InboxState state, int max) => new()
    {
        Unread = Unread(state),
        Newest = [.. Enumerable.Reverse(state.Items).Take(max)],
    };

    public static void Post(InboxState state, string organizationId, string userId, Notification notification, int maxKept)
    {
        state.Items.Add(notification);
        while (state.Items.Count > maxKept)
        {
            var oldestRead = state.Items.FindIndex(n => n.ReadAt is not null);
            state.Items.RemoveAt(Math.Max(oldestRead, 0));
        }

        Tell(state, organizationId, userId, notification, notification.CreatedAt);
    }

    /// <returns>Whether there was something to change.</returns>
    public static bool MarkRead(InboxState state, string organizationId, string userId, string notificationId, DateTimeOffset at)
    {
        var index = state.Items.FindIndex(n => n.NotificationId == notificationId);
        if (index < 0 || state.Items[index].ReadAt is not null)
        {
            return false;
        }

        state.Items[index] = state.Items[index] with { ReadAt = at };
        Tell(state, organizationId, userId, null, at);
        return true;
    }

    private static void Tell(InboxState state, string organizationId, string userId, Notification? notification, DateTimeOffset at)
    {
        state.Changes++;
        state.Untold.Add(new InboxChanged
        {
            EventId = EventIds.For("inbox:" + userId, at, state.Changes.ToString(CultureInfo.InvariantCulture)),
            OrganizationId = organizationId,
            Timestamp = at,
            UserId = userId,
            Notification = notification,
            Unread = userId == Inbox.Everyone ? 0 : Unread(state),
        });
    }
}
