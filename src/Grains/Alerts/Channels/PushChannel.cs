namespace Fleet.Alerts.Channels;

/// <summary>S1's push message, one a device.</summary>
internal sealed class PushChannel(IPushProvider provider) : INotificationChannel
{
    public AlertChannel Channel => AlertChannel.Push;

    public async Task<DeliveryResult> Deliver(ChannelMessage message, CancellationToken cancellationToken)
    {
        if (!provider.Exists)
            return Outcomes.Missing(message.Key, Outcomes.NoServer);

        var data = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["alertId"] = message.Alert.AlertId,
            ["priority"] = AlertFields.Snake(message.Priority),
            ["type"] = "fleet_alert",
        };
        var answer = await provider.Send(message.Key, message.Recipient!, AlertFacts.Title(message), AlertFacts.Line(message.Alert.Message, 500), data, cancellationToken);
        return Outcomes.Of(message.Key, answer);
    }
}
