using System.Collections.Immutable;

namespace Fleet.Hosts;

/// <summary>An organization's connections to one gateway.</summary>
[GenerateSerializer, Immutable, Alias("Fleet.Hosts.ConnectionReports")]
public sealed record ConnectionReports
{
    /// <summary>All of them, listed or not.</summary>
    [Id(0)]
    public required int Count { get; init; }

    /// <summary>The oldest first.</summary>
    [Id(1)]
    public required ImmutableArray<ConnectionReport> Items { get; init; }
}
