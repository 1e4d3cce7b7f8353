using System.Collections.Immutable;

namespace Fleet.Directory;

public sealed record DirectoryPage
{
    public required ImmutableArray<FleetEntry> Entries { get; init; }

    /// <summary>To be given as <see cref="DirectoryQuery.After"/> for the next page; null on the last.</summary>
    public string? Next { get; init; }
}
