namespace Fleet.Alerts.Channels;

/// <summary>Short messages, one a number.</summary>
internal sealed class SmsChannel(ISmsProvider provider) : INotificationChannel
{
    public AlertChannel Channel => AlertChannel.Sms;

    public async Task<DeliveryResult> Deliver(ChannelMessage message, CancellationToken cancellationToken) =>
        provider.Exists
            ? Outcomes.Of(message.Key, await provider.Send(message.Key, message.Recipient!, SmsTemplate.Of(message), cancellationToken))
            : Outcomes.Missing(message.Key, Outcomes.NoServer);
}
