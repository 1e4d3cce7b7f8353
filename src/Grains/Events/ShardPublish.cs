using System.Collections.Immutable;

namespace Fleet.Events;

/// <summary>One caller's events on their way into the log.</summary>
/// <param name="Events">In order.</param>
/// <param name="Again">May have been published at any time before.</param>
internal sealed record ShardPublish(ImmutableArray<FleetEvent> Events, bool Again)
{
    /// <summary>Ends when they are durable and numbered, or refused.</summary>
    public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}
