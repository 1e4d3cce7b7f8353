using Fleet.Geography;

namespace Fleet.Trips;

/// <summary>A stop of at least the pause limit. <see cref="From"/> is when the vehicle came to a stand, not when that was known.</summary>
[GenerateSerializer, Immutable, Alias("Fleet.TripPause")]
public sealed record TripPause
{
    [Id(0)] public required DateTimeOffset From { get; init; }

    [Id(1)] public DateTimeOffset? To { get; init; }

    [Id(2)] public required GeoPoint Location { get; init; }
}
