using Fleet.Events;
using Fleet.Gateway.Auth;
using Fleet.Gateway.Subscriptions;

namespace Fleet.Gateway.Protocols.SpatialFlow.Feeds;

/// <summary><c>/ws/webhooks/status/</c>: a <c>webhook_status</c> an attempt of any of the organization's webhooks.</summary>
internal sealed class WebhookFeed : SpatialFlowFeed
{
    public override string Name => "webhooks";

    public override bool SuperuserOnly => true;

    public override EventForm Form => SpatialFlowForm.Webhook;

    public override ValueTask<FeedTicket> Admit(Principal principal, IReadOnlyDictionary<string, string> ids) => ValueTask.FromResult(new FeedTicket
    {
        Channels = EventChannels.Topics,
        Filter = new SubscriptionFilter { Topics = new HashSet<string>(StringComparer.Ordinal) { WebhookAttempted.TopicOfAll } },
    });
}
