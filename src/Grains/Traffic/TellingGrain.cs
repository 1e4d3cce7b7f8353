using Fleet.Events;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Runtime;

namespace Fleet.Traffic;

/// <summary>
/// A grain whose changes are stored with what they make others hear of, and told then. Where telling fails, the caller has
/// its answer all the same and a timer, or the next activation, tells it: the events' ids make twice the same as once.
/// </summary>
public abstract class TellingGrain(IOptions<ShardOptions> shards, ILogger log) : Grain
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(5);

    private IGrainTimer? _retry;

    protected abstract TrafficOutbox Outbox { get; }

    protected abstract string OrganizationId { get; }

    /// <summary>Event shards of the organization.</summary>
    protected int Shards => shards.Value.Shards;

    protected abstract Task Store();

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        if (!Outbox.IsEmpty)
            ArmRetry();

        return Task.CompletedTask;
    }

    /// <summary>Order holds: nothing new is taken before what was is told.</summary>
    protected async Task TellBefore()
    {
        foreach (var shard in Outbox.Events.GroupBy(ShardOf))
        {
            await GrainFactory.GetGrain<IEventShardGrain>(GrainKey.ForShard(OrganizationId, shard.Key)).PublishAgain([.. shard]);
        }

        Outbox.Events.Clear();
        foreach (var notice in Outbox.Notices)
        {
            await GrainFactory.GetGrain<ITrafficAlertsGrain>(GrainKey.ForOrganization(OrganizationId)).Note(notice);
        }

        Outbox.Notices.Clear();
    }

    /// <summary>Stores the change and tells it.</summary>
    protected async Task Keep()
    {
        try
        {
            await Store();
        }
        catch
        {
            DeactivateOnIdle(); // memory has what the store may not have
            throw;
        }

        try
        {
            await TellForGood();
        }
        catch (Exception e)
        {
            TrafficLog.Untold(log, this.GetPrimaryKeyString(), e);
            ArmRetry();
        }
    }

    private int ShardOf(FleetEvent happened) => EventStreams.ShardOf(((TrafficEvent)happened).SubjectId, shards.Value.Shards);

    /// <summary>And no later activation tells it again.</summary>
    private async Task TellForGood()
    {
        if (Outbox.IsEmpty)
            return;

        await TellBefore();
        await Store();
    }

    private void ArmRetry() =>
        _retry ??= this.RegisterGrainTimer(Retry, new GrainTimerCreationOptions(RetryAfter, RetryAfter));

    private async Task Retry(CancellationToken cancellationToken)
    {
        try
        {
            await TellForGood();
            _retry?.Dispose();
            _retry = null;
        }
        catch (Exception e)
        {
            TrafficLog.Untold(log, this.GetPrimaryKeyString(), e);
        }
    }
}
