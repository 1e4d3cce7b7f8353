using Fleet.Events;
using Fleet.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Fleet.Notifications;

[Collection(ClusterCollection.Name)]
public sealed class InboxGrainTests(ClusterFixture cluster)
{
    private readonly string _organization = cluster.NewOrganization();

    [Fact]
    public async Task Notification_is_kept_told_once_and_survives_a_new_activation()
    {
        var first = await Inbox("ann").Post(Made("n1"));
        var again = await Inbox("ann").Post(Made("n1") with { Message = "another" });
        await Inbox("ann").Post(Made("n2"));

        Assert.Equal(first, again);
        await cluster.DeactivateAll();
        var inbox = await Inbox("ann").Get(10);
        Assert.Equal(2, inbox.Unread);
        Assert.Equal(["n2", "n1"], inbox.Newest.Select(n => n.NotificationId));
        var told = (await cluster.Events(_organization)).OfType<InboxChanged>().ToList();
        Assert.Equal([("ann", "n1", 1), ("ann", "n2", 2)], told.Select(e => (e.UserId, e.Notification!.NotificationId, e.Unread)));
    }

    [Fact]
    public async Task Reading_is_told_to_all_devices_and_one_user_knows_nothing_of_another()
    {
        await Inbox("ann").Post(Made("n1"));
        await Inbox("bob").Post(Made("n1"));

        Assert.Equal(0, await Inbox("ann").MarkRead("n1"));
        Assert.Equal(0, await Inbox("ann").MarkRead("n1"));
        Assert.Null(await Inbox("ann").MarkRead("n2"));
        Assert.Equal(1, (await Inbox("bob").Get(0)).Unread);
        Assert.Single((await cluster.Events(_organization)).OfType<InboxChanged>(), e => e.Notification is null);
    }

    [Fact]
    public async Task Notification_is_in_no_answer_about_events()
    {
        await Inbox("ann").Post(Made("n1"));

        Assert.Single((await cluster.Events(_organization)).OfType<InboxChanged>());
        var log = cluster.Services.GetRequiredService<IEventLog>();
        Assert.Empty((await log.Query(new EventQuery { OrganizationId = _organization, Limit = 10 }, CancellationToken.None)).Events);
    }

    private static Notification Made(string id) =>
        new() { NotificationId = id, Message = "Your trip has started", Type = "trip", CreatedAt = new DateTimeOffset(2026, 11, 21, 12, 0, 0, TimeSpan.Zero) };

    private IInboxGrain Inbox(string user) => cluster.Grains.GetGrain<IInboxGrain>(GrainKey.For(_organization, user));
}
