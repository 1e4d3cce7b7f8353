using Fleet.Geofences;
using Fleet.Geography;
using Fleet.Vehicles;

namespace Fleet.Roads;

/// <summary>
/// Which road a vehicle is on: each road near it, and "none of them", is weighed by distance and heading, and by where the
/// vehicle was before; the likeliest wins. That is the forward pass of the hidden Markov model of Newson and Krumm, "Hidden
/// Markov Map Matching Through Noise and Sparseness", ACM SIGSPATIAL 2009, without waiting for what comes after. Pure.
/// An instance is scratch space of one vehicle's turn.
/// </summary>
public sealed class RoadMatcher
{
    public const int MaxCandidates = 6;

    /// <summary>Roads further away are not asked about, metres.</summary>
    private const double SearchMeters = 40;

    /// <summary>Standard deviation of a fix about the road's middle line at the best: a carriageway has width, metres.</summary>
    private const double LeastSigmaMeters = 6;

    private const double MostSigmaMeters = 20;

    /// <summary>Standard deviation of a heading about the line of the road it is on, degrees.</summary>
    private const double SigmaDegrees = 15;

    /// <summary>Below it a heading says nothing, km/h.</summary>
    private const double HeadingKmh = 8;

    /// <summary>Errors of fixes follow one another: a fix counts whole only this far from the one before, metres.</summary>
    private const double IndependentMeters = 30;

    /// <summary>What moved less is weighed together with the next, metres: a standing vehicle stays on its road.</summary>
    private const double StillMeters = 3;

    /// <summary>Over more than this what was before says nothing.</summary>
    private const double FreshMeters = 400;
    private const double FreshSeconds = 60;

    /// <summary>Where roads meet within this of the way since the last weighing, it may have turned from one into the other, metres.</summary>
    private const double MeetMeters = 40;

    // Costs, as −ln of a likelihood. "No road" equals a road two standard deviations away.
    private const double NoRoad = 2;
    private const double MostHeading = 8;
    private const double WrongWay = 4;
    private const double Turn = 1;
    private const double OffRoad = 2.5;
    private const double Jump = 5;
    private const double MostBehind = 10;

    private readonly List<RoadFind> _finds = [];
    private readonly List<RoadCandidate> _next = [];

    /// <summary>The smallest angle between a heading and a line, whichever way the line runs: 0 … 90 degrees.</summary>
    internal static double Apart(double heading, double line) => Math.Abs(Math.IEEERemainder(heading - line, 180));

    /// <summary>Takes one position in event-time order.</summary>
    /// <param name="state">What was before; null where no road was near.</param>
    /// <param name="headingDegrees">Measured or derived; null where unknown.</param>
    /// <returns>The road, or null where it is none of the layers'.</returns>
    public RoadMatch? Apply(ref RoadMatchState? state, Position position, double speedKmh, double? headingDegrees, RoadIndex roads)
    {
        ArgumentNullException.ThrowIfNull(position);
        ArgumentNullException.ThrowIfNull(roads);
        if (roads.IsEmpty)
        {
            state = null;
            return null;
        }

        var place = position.Place();
        var moved = state is null ? double.PositiveInfinity : Geodesy.DistanceMeters(state.Place, place);
        if (state is not null && moved < StillMeters)
        {
            return Best(state, roads);
        }

        var fresh = state is null || moved > FreshMeters || (position.Timestamp - state.At).TotalSeconds > FreshSeconds;
        var heading = speedKmh >= HeadingKmh ? headingDegrees : null;
        _finds.Clear();
        roads.Near(place.Latitude, place.Longitude, SearchMeters, heading, _finds);
        if (_finds.Count == 0)
        {
            state = null;
            return null;
        }

        Weigh(fresh ? null : state, position, heading, moved, roads);
        _next.Sort(static (a, b) => a.Cost.CompareTo(b.Cost));
        var best = _next[0].Cost;
        state = new RoadMatchState(
            [.. _next.Take(MaxCandidates).Select(n => n with { Cost = Math.Min(MostBehind, n.Cost - best) })], place, position.Timestamp);
        return Best(state, roads);
    }

    private static RoadMatch? Best(RoadMatchState state, RoadIndex roads)
    {
        if (state.Candidates is not [{ LayerId: { } layerId, RoadId: { } roadId } best, ..]
            || roads.Find(layerId) is not { } layer || !layer.TryFind(roadId, out var number))
        {
            return null;
        }

        var road = layer[number];
        return new RoadMatch(layerId, roadId, road.Name, best.Forward, best.Forward ? road.ForwardKmh : road.BackwardKmh);
    }

    private void Weigh(RoadMatchState? before, Position position, double? heading, double moved, RoadIndex roads)
    {
        _next.Clear();
        var weight = before is null ? 1 : Math.Min(1, moved / IndependentMeters);
        var sigma = Math.Clamp(position.AccuracyMeters ?? GeofenceMonitor.DefaultAccuracyMeters, LeastSigmaMeters, MostSigmaMeters);
        foreach (var find in _finds)
        {
            var road = find.Layer[find.Road];
            var off = find.Meters / sigma;
            var cost = off * off / 2;
            var forward = Forward(before, find, road, heading);
            if (heading is { } degrees)
            {
                var turn = Apart(degrees, find.Degrees) / SigmaDegrees;
                cost += Math.Min(MostHeading, turn * turn / 2);
                cost += (road.Direction, forward) is (RoadDirection.Forward, false) or (RoadDirection.Backward, true) ? WrongWay : 0;
            }

            var candidate = new RoadCandidate(find.Layer.LayerId, road.RoadId, (cost * weight) + Way(before, find, position, moved, roads), forward);
            _next.Add(candidate);
        }

        _next.Add(new RoadCandidate(null, null, (NoRoad * weight) + Way(before, null, position, moved, roads), false));
    }

    /// <summary>The least cost of having come here from where the vehicle may have been.</summary>
    private static double Way(RoadMatchState? before, RoadFind? to, Position position, double moved, RoadIndex roads)
    {
        if (before is null)
        {
            return 0;
        }

        var least = double.PositiveInfinity;
        foreach (var from in before.Candidates)
        {
            if (from.Cost < least)
            {
                least = Math.Min(least, from.Cost + Step(from, to, position, moved, roads));
            }
        }

        return double.IsInfinity(least) ? MostBehind : least;
    }

    private static double Step(in RoadCandidate from, RoadFind? to, Position position, double moved, RoadIndex roads)
    {
        if (to is not { } find)
        {
            return from.LayerId is null ? 0 : OffRoad;
        }

        if (from.LayerId is null)
        {
            return OffRoad;
        }

        if (from.LayerId != find.Layer.LayerId || !find.Layer.TryFind(from.RoadId!, out var road))
        {
            return roads.Find(from.LayerId)?.TryFind(from.RoadId!, out _) == true ? Jump : OffRoad; // a road that is gone forbids nothing
        }

        return road == find.Road ? 0
            : find.Layer.Meet(road, find.Road, position.Latitude, position.Longitude, MeetMeters + moved) ? Turn
            : Jump;
    }

    /// <summary>By heading; where that is not known, as it was; where that is not known, the way that a one-way road has.</summary>
    private static bool Forward(RoadMatchState? before, in RoadFind find, RoadLimit road, double? heading)
    {
        if (heading is { } degrees)
        {
            return Math.Abs(Math.IEEERemainder(degrees - find.Degrees, 360)) <= 90;
        }

        if (before is not null)
        {
            foreach (var candidate in before.Candidates)
            {
                if (candidate.RoadId == road.RoadId && candidate.LayerId == find.Layer.LayerId)
                {
                    return candidate.Forward;
                }
            }
        }

        return road.Direction != RoadDirection.Backward;
    }
}
