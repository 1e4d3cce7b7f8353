using System.Collections.Concurrent;
using Fleet.Events;
using Fleet.Webhooks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Fleet.Gateway.Subscriptions;

/// <summary>
/// Tells webhooks that stand in for streaming which events this gateway has handed to the transport of a live session
/// (decision 40). Once a second and organization; where an organization has no such webhook, or cannot be reached, nothing is kept for half a minute. What is
/// not told is delivered, so that every failure here means twice and never not at all.
/// Without grains (a gateway over fakes) it tells nobody. Bound: <see cref="Most"/> places an organization and second; one more is not told.
/// </summary>
internal sealed partial class StreamedReports(IGrainFactory? grains, TimeProvider time, ILogger<StreamedReports> log) : BackgroundService
{
    public const int Most = 10_000;

    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<string, ConcurrentQueue<ShardPosition>> _waiting = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, DateTimeOffset> _resting = new(StringComparer.Ordinal);

    /// <summary>A session was sent an event. Costs one exchange where another was sent it before.</summary>
    public void Sent(string organizationId, FeedEvent happened)
    {
        if (grains is null || happened.Channel is EventChannels.Locations or EventChannels.None or EventChannels.Inboxes
            || happened.Position.N == 0 || happened.ReplayOf is not null || !happened.FirstSent()
            || (_resting.TryGetValue(organizationId, out var until) && time.GetUtcNow() < until))
            return;

        var queue = _waiting.GetOrAdd(organizationId, static _ => new ConcurrentQueue<ShardPosition>());
        if (queue.Count < Most)
            queue.Enqueue(happened.Position);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
            await Tell();
    }

    internal async Task Tell()
    {
        foreach (var organizationId in _waiting.Keys.ToList())
        {
            if (!_waiting.TryRemove(organizationId, out var queue) || queue.IsEmpty)
                continue;

            var events = queue
                .GroupBy(p => (p.Shard, p.Epoch))
                .Select(g => new StreamedEvents { Shard = g.Key.Shard, Epoch = g.Key.Epoch, Numbers = [.. g.Select(p => p.N)] });
            try
            {
                var wanted = await grains!.GetGrain<IWebhookRosterGrain>(GrainKey.ForOrganization(organizationId)).Streamed([.. events]);
                if (wanted)
                    _resting.TryRemove(organizationId, out _);
                else
                    _resting[organizationId] = time.GetUtcNow() + Rest;
            }
            catch (Exception e) // the silo is away: then webhooks send what they need not have
            {
                NotTold(log, organizationId, e);
                _resting[organizationId] = time.GetUtcNow() + Rest;
            }
        }
    }

    [LoggerMessage(8141, LogLevel.Warning, "What sessions of {Organization} were sent could not be told to its webhooks; those that stand in for streaming send it too")]
    private static partial void NotTold(ILogger logger, string organization, Exception exception);
}
