using Orleans.Runtime;

namespace Fleet.Events;

/// <summary>A reactor as one shard serves it.</summary>
/// <param name="name">Its name.</param>
/// <param name="reactor">The organization's.</param>
/// <param name="place">Behind which it goes on.</param>
internal sealed class ReactionLine(string name, IEventReactor reactor, ShardPosition place)
{
    public string Name => name;

    public IEventReactor Reactor => reactor;

    /// <summary>The last that it has answered for.</summary>
    public ShardPosition Place { get; set; } = place;

    /// <summary>The number of the place in the store.</summary>
    public long Noted { get; set; } = place.N;

    /// <summary>A batch is on its way, or waits to be tried again.</summary>
    public bool Busy { get; set; }

    /// <summary>Until the next try after a failure.</summary>
    public TimeSpan Delay { get; set; } = TimeSpan.FromSeconds(1);

    public IGrainTimer? Retry { get; set; }
}
