using Fleet.Events;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Runtime;

namespace Fleet.Notifications;

/// <summary>
/// One person's notifications. A change is stored first, with the event that tells of it; then the event shard gets it.
/// Where that fails, the caller has its answer all the same and a timer, or the next activation, tells it: the event's id
/// makes twice the same as once.
/// </summary>
public sealed partial class InboxGrain(
    [PersistentState("inbox", "fleet")] IPersistentState<InboxState> persistent,
    IOptions<InboxOptions> options,
    IOptions<ShardOptions> shards,
    TimeProvider time,
    ILogger<InboxGrain> log) : Grain, IInboxGrain
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(5);

    private IGrainTimer? _retry;

    private (string OrganizationId, string UserId) Key => GrainKey.Split(this.GetPrimaryKeyString());

    private InboxState State => persistent.State;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        if (State.Untold.Count > 0)
            ArmRetry();

        return Task.CompletedTask;
    }

    public async Task<Notification> Post(Notification notification)
    {
        ArgumentNullException.ThrowIfNull(notification);
        if (InboxLedger.Find(State, notification.NotificationId) is { } known)
            return known;

        await TellBefore();
        InboxLedger.Post(State, Key.OrganizationId, Key.UserId, notification, options.Value.MaxKept);
        await Keep();
        return notification;
    }

    public async Task<int?> MarkRead(string notificationId)
    {
        if (InboxLedger.Find(State, notificationId) is null)
            return null;

        await TellBefore();
        if (InboxLedger.MarkRead(State, Key.OrganizationId, Key.UserId, notificationId, time.GetUtcNow()))
            await Keep();

        return InboxLedger.Unread(State);
    }

    public Task<InboxSnapshot> Get(int max) => Task.FromResult(InboxLedger.Snapshot(State, max));

    /// <summary>Order holds: nothing new is taken before what was is told.</summary>
    private Task TellBefore() => State.Untold.Count == 0 ? Task.CompletedTask : Tell();

    private async Task Keep()
    {
        try
        {
            await persistent.WriteStateAsync();
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
            Untold(log, this.GetPrimaryKeyString(), State.Untold.Count, e);
            ArmRetry();
        }
    }

    private async Task Tell()
    {
        var shard = EventStreams.ShardOf(Key.UserId, shards.Value.Shards);
        await GrainFactory.GetGrain<IEventShardGrain>(GrainKey.ForShard(Key.OrganizationId, shard)).Publish([.. State.Untold]);
        State.Untold.Clear();
    }

    /// <summary>And no later activation tells it again.</summary>
    private async Task TellForGood()
    {
        await TellBefore();
        await persistent.WriteStateAsync();
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
            Untold(log, this.GetPrimaryKeyString(), State.Untold.Count, e);
        }
    }
}
