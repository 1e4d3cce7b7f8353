using Microsoft.Extensions.Options;

namespace Fleet.Gateway.Subscriptions;

/// <summary>How many replays run in this gateway. Each holds at most a page of events per shard, so this bounds their memory.</summary>
internal sealed class ReplaySeats(IOptions<SubscriptionOptions> options)
{
    private readonly Lock _lock = new();

    /// <summary>Bound: one entry a replay.</summary>
    private readonly Dictionary<string, int> _byOrganization = new(StringComparer.Ordinal);

    private int _taken;

    public bool TryTake(string organizationId)
    {
        lock (_lock)
        {
            var own = _byOrganization.GetValueOrDefault(organizationId);
            if (_taken >= options.Value.MaxReplays || own >= options.Value.MaxReplaysPerOrganization)
            {
                return false;
            }

            _byOrganization[organizationId] = own + 1;
            _taken++;
            return true;
        }
    }

    public void Release(string organizationId)
    {
        lock (_lock)
        {
            _taken--;
            if (--_byOrganization[organizationId] == 0)
            {
                _byOrganization.Remove(organizationId);
            }
        }
    }
}
