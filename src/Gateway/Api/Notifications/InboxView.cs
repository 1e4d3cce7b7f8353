namespace Fleet.Gateway.Api.Notifications;

/// <summary>The caller's own inbox.</summary>
/// <param name="Items">Newest first.</param>
public sealed record InboxView(int Unread, IReadOnlyList<NotificationView> Items);
