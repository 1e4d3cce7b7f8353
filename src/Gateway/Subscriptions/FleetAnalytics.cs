using Fleet.Events;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Fleet.Gateway.Subscriptions;

/// <summary>
/// dashboard_update every five seconds and sliding_metrics every ten, as S1 has it: each shard's sums are pulled once a
/// period for all subscribers of an organization. They are sums over everything, so only who sees everything gets them.
/// </summary>
public sealed partial class FleetAnalytics(IShardSource source, IOptions<ShardOptions> shards, TimeProvider time, ILogger<FleetAnalytics> logger) : IDisposable
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(5);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, FleetGroup<FleetFigures>> _groups = new(StringComparer.Ordinal); // bound: organizations with subscribers

    internal void Join(Subscription subscription, Action<FleetFigures> tell)
    {
        var organization = subscription.Subscriber.OrganizationId;
        lock (_lock)
        {
            if (!_groups.TryGetValue(organization, out var group))
            {
                var ticks = 0;
                group = new FleetGroup<FleetFigures>(Period, time, all => Tick(organization, ++ticks % 2 == 0, all));
                _groups.Add(organization, group);
            }

            group.Add(subscription, tell);
        }
    }

    internal void Leave(Subscription subscription)
    {
        var organization = subscription.Subscriber.OrganizationId;
        lock (_lock)
        {
            if (_groups.TryGetValue(organization, out var group) && group.Remove(subscription) == 0)
            {
                group.Dispose();
                _groups.Remove(organization);
            }
        }
    }

    internal async Task<FleetFigures> Now(string organization)
    {
        var parts = await Task.WhenAll(Enumerable.Range(0, shards.Value.Shards).Select(s => source.Metrics(organization, s)));
        return new FleetFigures
        {
            Timestamp = time.GetUtcNow(),
            OrganizationId = organization,
            Metrics = parts.Aggregate(FleetMetrics.Add),
            Sliding = false,
        };
    }

    public void Dispose()
    {
        lock (_lock)
        {
            foreach (var group in _groups.Values)
            {
                group.Dispose();
            }

            _groups.Clear();
        }
    }

    private async Task Tick(string organization, bool sliding, FleetGroup<FleetFigures> group)
    {
        try
        {
            var figures = await Now(organization);
            group.Tell(figures);
            if (sliding)
            {
                group.Tell(new FleetFigures { Timestamp = figures.Timestamp, OrganizationId = organization, Metrics = figures.Metrics, Sliding = true });
            }
        }
        catch (Exception e) // a silo is away: the next period tries again
        {
            SumsFailed(logger, e, organization);
        }
    }
}
