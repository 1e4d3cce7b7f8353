using Fleet.Events;
using Fleet.Gateway.Protocols.SocketIo.Fleet;
using Fleet.Gateway.Subscriptions;

namespace Fleet.Gateway.Protocols.SocketIo.Recovery;

/// <summary>
/// What did not arrive though something newer of its shard did: the second form of one event, or a location that waited
/// for its interval. Read one by one.
/// </summary>
internal static class StrayEvents
{
    /// <param name="back">Subscriptions that come back, each with the places that it goes on from.</param>
    /// <returns>Null where one is out of reach.</returns>
    public static async Task<List<FormedEvent>?> Read(
        ShardReader shards, IReadOnlyList<(Subscription Subscription, LaneKind Lane, Dictionary<int, ShardPosition> From)> back, Missed missed)
    {
        List<FormedEvent> strays = [];
        foreach (var mark in missed.Events.Where(m => !SocketIoForm.IsBulletin(m.Slot)))
        {
            var lane = SocketIoForm.LaneOf(mark.Slot);
            var of = back.Where(b => b.Lane == lane && b.From.ContainsKey(mark.Shard)).ToList();
            if (of.Count == 0 || of.Any(b => b.From[mark.Shard].N < mark.N))
            {
                continue; // given up meanwhile, or read with the rest
            }

            var before = of[0].From[mark.Shard] with { N = mark.N - 1 };
            var read = await shards.Read(of[0].Subscription, before, forever: false);
            if (!read.Complete || read.Events.Length == 0)
            {
                return null;
            }

            strays.Add(new FeedEvent(read.Events[0], before with { N = mark.N }).In(SocketIoForm.OfSlot(mark.Slot)!));
        }

        return strays;
    }
}
