using Fleet.Notifications;

namespace Fleet.Gateway.Api.Notifications;

/// <summary>A notification in its user's inbox.</summary>
public sealed record NotificationView(string NotificationId, string? Title, string Message, string Type, DateTimeOffset CreatedAt, DateTimeOffset? ReadAt)
{
    internal static NotificationView Of(Notification n) => new(n.NotificationId, n.Title, n.Message, n.Type, n.CreatedAt, n.ReadAt);
}
