using Fleet.Events;

namespace Fleet.Gateway.Subscriptions;

/// <summary>How a replay came out.</summary>
/// <param name="Replayed">Events told.</param>
/// <param name="Complete">False where retention had taken a part of the window, or a line broke on the way.</param>
/// <param name="Live">The subscription goes on live from <paramref name="Offsets"/>; else it has ended.</param>
public sealed record ReplayEnd(long Replayed, bool Complete, bool Live, IReadOnlyList<ShardPosition> Offsets);
