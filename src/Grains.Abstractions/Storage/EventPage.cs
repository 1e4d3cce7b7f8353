using System.Collections.Immutable;
using Fleet.Events;

namespace Fleet.Storage;

public sealed record EventPage
{
    public required ImmutableArray<FleetEvent> Events { get; init; }

    /// <summary>To be given as <see cref="EventQuery.After"/> for the next page; null on the last.</summary>
    public string? Next { get; init; }
}
