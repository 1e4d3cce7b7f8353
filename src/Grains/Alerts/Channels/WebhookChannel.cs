using Fleet.Webhooks;

namespace Fleet.Alerts.Channels;

/// <summary>A webhook of the organization's own, signed by the Standard Webhooks scheme; <c>webhook-id</c> is the delivery's key on every attempt.</summary>
internal sealed class WebhookChannel(OutboundHttp http) : INotificationChannel
{
    public AlertChannel Channel => AlertChannel.Webhook;

    public async Task<DeliveryResult> Deliver(ChannelMessage message, CancellationToken cancellationToken)
    {
        if (message.Settings is not { WebhookUrl: { } url, WebhookSecret: { } secret })
            return Outcomes.Missing(message.Key, AlertLife.NobodyToTell);

        var body = WebhookTemplate.Of(message);
        var request = new OutboundRequest { Url = url, Body = body, Headers = WebhookSignature.Headers(message.Key, message.Now, body, [secret]) };
        return Outcomes.Of(message.Key, await http.Post(request, cancellationToken));
    }
}
