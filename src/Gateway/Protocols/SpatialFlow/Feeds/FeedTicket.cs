using Fleet.Gateway.Protocols.Streaming;
using Fleet.Gateway.Subscriptions;

namespace Fleet.Gateway.Protocols.SpatialFlow.Feeds;

/// <summary>What a session of a path subscribes to, or why it may not.</summary>
internal sealed record FeedTicket
{
    public EventChannels Channels { get; init; }

    public SubscriptionFilter Filter { get; init; } = SubscriptionFilter.All;

    /// <summary>What the path is about (a workflow, an execution), for <see cref="SpatialFlowFeed.Present"/>.</summary>
    public string? Subject { get; init; }

    public StreamingError? Refusal { get; private init; }

    public int CloseCode { get; private init; }

    /// <summary>Of the goodbye.</summary>
    public string Reason { get; private init; } = "";

    public static FeedTicket Forbidden(string channel) => new()
    {
        CloseCode = CloseCodes.Forbidden,
        Reason = "forbidden",
        Refusal = new StreamingError(ErrorTypes.AuthorizationFailed, ErrorCodes.ChannelForbidden, $"You may not read {channel}."),
    };

    /// <summary>No such thing in the principal's organization; one that it may not see is answered the same.</summary>
    public static FeedTicket Unknown(string what) => new()
    {
        CloseCode = CloseCodes.NotFound,
        Reason = "not found",
        Refusal = new StreamingError(ErrorTypes.InvalidSubscription, ErrorCodes.NotFound, $"There is no such {what}."),
    };
}
