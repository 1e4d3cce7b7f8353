using Fleet.Events;
using Fleet.Gateway.Auth;
using Fleet.Gateway.Subscriptions;

namespace Fleet.Gateway.Protocols.SpatialFlow.Feeds;

/// <summary><c>/ws/dashboard/events/</c>: a <c>dashboard_update</c> on connect, then every event but plain locations as <c>new_event</c>.</summary>
internal sealed class DashboardFeed(DashboardReader reader) : SpatialFlowFeed
{
    public override string Name => "dashboard";

    public override EventForm Form => SpatialFlowForm.Dashboard;

    public override ValueTask<FeedTicket> Admit(Principal principal, IReadOnlyDictionary<string, string> ids) => ValueTask.FromResult(
        DashboardReader.ChannelsOf(principal) is not EventChannels.None and var channels
            ? new FeedTicket { Channels = channels }
            : FeedTicket.Forbidden("any of the channels of events"));

    public override async ValueTask<byte[]?> Present(Principal principal, FeedTicket ticket, IReadOnlyList<ShardPosition> heads) =>
        (await reader.Read(principal)).Encode(heads);
}
