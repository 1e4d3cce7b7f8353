using Fleet.Gateway.Auth;
using Fleet.Gateway.Subscriptions;

namespace Fleet.Gateway.Protocols.SpatialFlow.Feeds;

/// <summary>
/// A path of S3 whose subject this version does not have: the credential is judged as on every path, then it is said so
/// and closed with 4004.
/// </summary>
/// <remarks>
/// To serve one: (1) its events are <c>FleetEvent</c>s that implement <c>ITopicalEvent</c> and go through an event shard like
/// any other, with topics such as <c>workflow:ID</c>, <c>execution:ID</c> and <c>webhooks</c>; (2) a form in <see cref="SpatialFlowForm"/> with slot 14 or 15
/// that writes {type, event_id, …, timestamp, offset} (<c>WriteOffsetOf</c>); (3) a feed beside this one: <c>Admit</c> asks its grain whether the thing
/// exists in <c>principal.OrganizationId</c> (else <see cref="FeedTicket.Unknown"/>) and answers
/// <c>new FeedTicket { Channels = EventChannels.Topics, Filter = new() { Topics = … }, Subject = id }</c>, <c>Present</c> writes the snapshot;
/// (4) in <see cref="SpatialFlowServices"/> it takes the place of this one. Offsets, resume, limits, closing and the ledger are the session's.
/// A principal that may see certain vehicles only gets no topical event.
/// </remarks>
internal sealed class UnservedFeed(string name, bool superuserOnly) : SpatialFlowFeed
{
    public override string Name => name;

    public override bool SuperuserOnly => superuserOnly;

    public override EventForm Form => throw new InvalidOperationException($"{name} tells nothing.");

    public override ValueTask<FeedTicket> Admit(Principal principal, IReadOnlyDictionary<string, string> ids) =>
        ValueTask.FromResult(FeedTicket.NotServed(name));
}
