using System.Collections.Immutable;
using Fleet.Geography;

namespace Fleet.Roads;

/// <summary>What is known of the road that a vehicle is on. Each weighing makes a new one.</summary>
/// <param name="Candidates">The best first; at most <see cref="RoadMatcher.MaxCandidates"/>.</param>
/// <param name="Place">Where they were weighed, and when.</param>
[GenerateSerializer, Immutable, Alias("Fleet.RoadMatchState")]
public sealed record RoadMatchState(
    [property: Id(0)] ImmutableArray<RoadCandidate> Candidates,
    [property: Id(1)] GeoPoint Place,
    [property: Id(2)] DateTimeOffset At);
