using Fleet.Events;
using Fleet.Gateway.Auth;
using Fleet.Organizations;

namespace Fleet.Gateway.Subscriptions;

public sealed class TopicsTests
{
    [Fact]
    public void Topical_event_goes_to_who_named_its_topic()
    {
        var index = new SubscriptionIndex();
        var one = Member(EventChannels.Topics, "workflow:1");
        var both = Member(EventChannels.Topics, "workflow:1", "workflow:2");
        index.Add(one);
        index.Add(both);
        index.Add(Member(EventChannels.OfShards)); // names none
        index.Add(Member(EventChannels.Topics & EventChannels.Locations, "workflow:1"));
        var found = new List<FeedMember>();

        index.Match(Made.Feed(new Told("workflow:1")), found);
        Assert.Equal([one, both], found.OrderBy(m => m.Subscription.Filter.Topics!.Count));
        index.Match(Made.Feed(new Told("workflow:2")), found);
        Assert.Equal([both], found);
        index.Remove(both);
        index.Match(Made.Feed(new Told("workflow:2")), found);
        Assert.Empty(found);
    }

    [Fact]
    public void Who_sees_some_vehicles_sees_nothing_that_is_of_none()
    {
        var few = Visibility.Of(new Principal
        {
            OrganizationId = "org", Subject = "s", Role = Role.Admin, Permissions = new Permissions { VehicleRestrictions = ["v"] },
        });
        var subscription = new Subscription("s", new Listener("org"), EventChannels.Topics, new SubscriptionFilter { Topics = new HashSet<string> { "webhooks" } }, few);

        Assert.False(subscription.Shows(Made.Feed(new Told("webhooks"))));
    }

    private static FeedMember Member(EventChannels channels, params string[] topics) => new(
        new Subscription("s", new Listener("org"), channels, new SubscriptionFilter { Topics = topics.Length == 0 ? null : topics.ToHashSet() }, Visibility.Everything), null!);

    private sealed record Told : FleetEvent, ITopicalEvent
    {
        [System.Diagnostics.CodeAnalysis.SetsRequiredMembers]
        public Told(string topic)
        {
            (EventId, OrganizationId, Timestamp, Topic) = ("id", "org", WireVectors.Samples.Time, topic);
        }

        public string Topic { get; }
    }
}
