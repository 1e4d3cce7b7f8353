using Fleet.Events;

namespace Fleet.Gateway.Subscriptions;

/// <summary>
/// All subscriptions of a session that comes back, in lockstep: each shard is read once, in its order, from the earliest
/// place that one of them needs, and every event is offered once to each subscriber that misses it. All go live at once.
/// </summary>
internal sealed class SessionReturn(
    IReadOnlyList<(Subscription Subscription, IReadOnlyDictionary<int, ShardPosition> From)> places, ShardReader reader)
{
    private readonly List<ShardReturn> _shards = [];

    /// <summary>Whether all that was missed can be had; reads the first part of it.</summary>
    public async Task<bool> TryRead()
    {
        foreach (var shard in places.SelectMany(p => p.Subscription.Members.Select(m => (Member: m, p.From))).GroupBy(m => m.Member.Feed.Shard))
        {
            var members = new List<(FeedMember Member, ShardPosition From)>();
            foreach (var (member, from) in shard)
            {
                if (!from.TryGetValue(shard.Key, out var at))
                {
                    return false;
                }

                members.Add((member, at));
            }

            if (members.Select(m => m.From.Epoch).Distinct().Count() > 1)
            {
                return false;
            }

            _shards.Add(new ShardReturn(members, reader));
        }

        var first = await Task.WhenAll(_shards.Select(s => s.TryRead()));
        return first.All(complete => complete);
    }

    /// <summary>Hands over what was missed and goes live, shard beside shard. A line that breaks meanwhile is a gap, as at any time.</summary>
    public void Run()
    {
        foreach (var shard in _shards)
        {
            _ = shard.Run();
        }
    }

    /// <summary>The session is lost again: nothing more is offered, places are final.</summary>
    public void Freeze() => _shards.ForEach(s => s.Freeze());

    /// <summary>How far each shard has come that is not live yet.</summary>
    public ShardPosition? PlaceOf(FeedMember member) => _shards.Find(s => s.Has(member))?.At(member);
}
