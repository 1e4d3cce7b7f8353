namespace Fleet.Notifications;

public sealed class InboxLedgerTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);

    private readonly InboxState _state = new();

    [Fact]
    public void Oldest_read_leaves_first_and_then_the_oldest()
    {
        foreach (var id in new[] { "a", "b", "c" })
        {
            Post(id, 3);
        }

        InboxLedger.MarkRead(_state, "org", "ann", "b", Noon);
        Post("d", 3);
        Assert.Equal(["a", "c", "d"], _state.Items.Select(n => n.NotificationId));
        Post("e", 3);
        Assert.Equal(["c", "d", "e"], _state.Items.Select(n => n.NotificationId));
        Assert.Equal(3, InboxLedger.Unread(_state));
    }

    [Fact]
    public void Reading_twice_changes_once()
    {
        Post("a", 10);

        Assert.True(InboxLedger.MarkRead(_state, "org", "ann", "a", Noon));
        Assert.False(InboxLedger.MarkRead(_state, "org", "ann", "a", Noon.AddHours(1)));
        Assert.False(InboxLedger.MarkRead(_state, "org", "ann", "nothing", Noon));
        Assert.Equal(Noon, _state.Items[0].ReadAt);
        Assert.Equal([1, 0], _state.Untold.Select(e => e.Unread));
        Assert.Equal(2, _state.Untold.Select(e => e.EventId).Distinct().Count());
    }

    [Fact]
    public void Snapshot_is_newest_first_and_bounded()
    {
        Post("a", 10);
        Post("b", 10);

        Assert.Equal(["b"], InboxLedger.Snapshot(_state, 1).Newest.Select(n => n.NotificationId));
        Assert.Equal(2, InboxLedger.Snapshot(_state, 0).Unread);
    }

    private void Post(string id, int kept) => InboxLedger.Post(
        _state, "org", "ann", new Notification { NotificationId = id, Message = id, Type = "info", CreatedAt = Noon }, kept);
}
