using Fleet.Webhooks;

namespace Fleet.Alerts.Channels;

/// <summary>An incoming webhook of Slack's kind. The protocol knows no key: an attempt whose answer is lost may show twice.</summary>
internal sealed class SlackChannel(OutboundHttp http) : INotificationChannel
{
    public AlertChannel Channel => AlertChannel.Slack;

    public async Task<DeliveryResult> Deliver(ChannelMessage message, CancellationToken cancellationToken) =>
        message.Settings.SlackUrl is { } url
            ? Outcomes.Of(message.Key, await http.Post(new OutboundRequest { Url = url, Body = SlackTemplate.Of(message) }, cancellationToken))
            : Outcomes.Missing(message.Key, AlertLife.NobodyToTell);
}
