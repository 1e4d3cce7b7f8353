using Fleet.Events;

namespace Fleet.Notifications;

[GenerateSerializer, Alias("Fleet.InboxState")]
public sealed class InboxState
{
    /// <summary>Oldest first. Bound: <see cref="InboxOptions.MaxKept"/>.</summary>
    [Id(0)] public List<Notification> Items { get; set; } = [];

    /// <summary>Changes so far: what tells two events of one inbox apart.</summary>
    [Id(1)] public long Changes { get; set; }

    /// <summary>Changes that are stored and that the event shard may not have yet. Bound: the inbox takes nothing while it holds any.</summary>
    [Id(2)] public List<InboxChanged> Untold { get; set; } = [];
}
