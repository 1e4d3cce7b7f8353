using System.Collections.Immutable;
using Fleet.Geography;

namespace Fleet.Organizations;

/// <summary>S0's permissions. They bound everything a principal sees; a channel not named is readable.</summary>
[GenerateSerializer, Immutable, Alias("Fleet.Permissions")]
public sealed record Permissions
{
    [Id(0)] public ImmutableDictionary<string, ChannelAccess> Channels { get; init; } = ImmutableDictionary<string, ChannelAccess>.Empty;

    /// <summary>The only vehicles to be seen; empty for all.</summary>
    [Id(1)] public ImmutableArray<string> VehicleRestrictions { get; init; } = [];

    /// <summary>The only area to be seen; null for everywhere.</summary>
    [Id(2)] public GeoBounds? GeographicBounds { get; init; }
}
