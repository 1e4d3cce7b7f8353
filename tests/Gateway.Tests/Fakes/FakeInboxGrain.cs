using Fleet.Notifications;

namespace Fleet.Gateway.Fakes;

/// <summary>The real ledger in memory; what it would tell is handed to <paramref name="told"/>.</summary>
public sealed class FakeInboxGrain(string key, Action<Events.InboxChanged>? told = null) : IInboxGrain
{
    private readonly InboxState _state = new();

    public Task<Notification> Post(Notification notification)
    {
        var (organization, user) = GrainKey.Split(key);
        if (InboxLedger.Find(_state, notification.NotificationId) is { } known)
            return Task.FromResult(known);

        InboxLedger.Post(_state, organization, user, notification, 100);
        Tell();
        return Task.FromResult(notification);
    }

    public Task<int?> MarkRead(string notificationId)
    {
        var (organization, user) = GrainKey.Split(key);
        if (InboxLedger.Find(_state, notificationId) is null)
            return Task.FromResult<int?>(null);

        if (InboxLedger.MarkRead(_state, organization, user, notificationId, DateTimeOffset.UnixEpoch))
            Tell();
        return Task.FromResult<int?>(InboxLedger.Unread(_state));
    }

    public Task<InboxSnapshot> Get(int max) => Task.FromResult(InboxLedger.Snapshot(_state, max));

    private void Tell()
    {
        _state.Untold.ForEach(e => told?.Invoke(e));
        _state.Untold.Clear();
    }
}
