using System.Collections.Immutable;

namespace Fleet.Storage;

/// <summary>A part of what a shard's log has of a window of time, in the order of append.</summary>
public sealed record HistoryPage
{
    /// <summary>May be empty where more follows.</summary>
    public required ImmutableArray<LoggedEvent> Events { get; init; }

    /// <summary>To be given as <c>after</c> for the next page; null on the last.</summary>
    public long? Next { get; init; }

    /// <summary>The log no longer has everything that happened up to this moment; null where it never forgot anything.</summary>
    public DateTimeOffset? ForgottenUntil { get; init; }
}
