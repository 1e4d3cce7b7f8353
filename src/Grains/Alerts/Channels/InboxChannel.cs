using Fleet.Notifications;

namespace Fleet.Alerts.Channels;

/// <summary>Notifications inside the product. The key is the notification's id, so that twice is once.</summary>
internal sealed class InboxChannel(IGrainFactory grains) : INotificationChannel
{
    public AlertChannel Channel => AlertChannel.Inbox;

    public async Task<DeliveryResult> Deliver(ChannelMessage message, CancellationToken cancellationToken)
    {
        await grains.GetGrain<IInboxGrain>(GrainKey.For(message.OrganizationId, message.Recipient!)).Post(new Notification
        {
            NotificationId = message.Key,
            Title = AlertFacts.Title(message),
            Message = AlertFacts.Line(message.Alert.Message, 1_000),
            Type = "alert",
            CreatedAt = message.Now,
        });
        return new DeliveryResult { Key = message.Key };
    }
}
