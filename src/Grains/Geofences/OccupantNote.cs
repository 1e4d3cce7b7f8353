using Fleet.Geography;

namespace Fleet.Geofences;

/// <summary>What a fence keeps of who is inside, beside since when.</summary>
[GenerateSerializer, Immutable, Alias("Fleet.OccupantNote")]
public sealed record OccupantNote
{
    /// <summary>When the position that it entered with came in.</summary>
    [Id(0)] public required DateTimeOffset ReceivedAt { get; init; }

    [Id(1)] public GeoPoint? Location { get; init; }

    /// <summary>Its dwell was told.</summary>
    [Id(2)] public bool Dwelled { get; init; }

    /// <summary>Null while it reports.</summary>
    [Id(3)] public DateTimeOffset? SilentSince { get; init; }
}
