namespace Fleet.Gateway.Api.Notifications;

/// <summary>What was stored.</summary>
/// <param name="Users">How many inboxes it is in; absent for a broadcast.</param>
public sealed record NotificationSentView(string NotificationId, int? Users);
