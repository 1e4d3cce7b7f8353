using System.Globalization;
using System.Text;
using System.Text.Json;
using Fleet.Devices.Gateway;
using Fleet.Devices.Replays;
using Fleet.Devices.Traces;

namespace Fleet.Devices.Accuracy;

/// <summary>Two trucks over months of dirty pings: nothing is labelled, so what must hold of any trips is checked against the pings themselves.</summary>
internal sealed class TruckRun(GatewayAddress gateway, HttpClient http, GatewayApi api, string path, TimeProvider time)
{
    /// <summary>Trucks of a speed limiter at 65 mph; twice a mile an hour for rounding, km/h.</summary>
    private const double FastestKmh = 110;

    /// <summary>A truck at this speed is under way, km/h: 10 mph, above the speed that starts a trip.</summary>
    private const double UnderWayKmh = 16;

    /// <summary>EndAfterSeconds, and a ping's distance on top.</summary>
    private const double LongestStandSeconds = 1800 + 900;

    private const double StandMeters = 200;

    public ReplaySummary? Summary { get; private set; }

    public int Trips { get; private set; }

    public double Kilometres { get; private set; }

    public async Task<IReadOnlyList<TruckResult>> Run(CancellationToken cancellationToken)
    {
        var fixes = Fixes();
        var run = new ReplayRun(gateway, http, new ReplayOptions { Sort = true }, null, time);
        Summary = await run.Run(path, () => TraceFile.Open(path, new TraceOptions()), cancellationToken);
        var trips = new List<TruckTrip>();
        foreach (var vehicle in fixes.Keys)
            trips.AddRange((await api.List($"/v1/trips?vehicle_id={vehicle}&limit=200", cancellationToken)).Select(Read).Where(t => t is not null)!);

        trips = [.. trips.OrderBy(t => t.Vehicle, StringComparer.Ordinal).ThenBy(t => t.Start)];
        (Trips, Kilometres) = (trips.Count, trips.Sum(t => t.Meters + t.UnobservedMeters) / 1000);
        return [.. Invariants(trips, fixes)];
    }

    public void Write(StringBuilder text, IReadOnlyList<TruckResult> results)
    {
        text.AppendLine("### Trips and stops of two trucks");
        text.AppendLine();
        text.AppendLine(CultureInfo.InvariantCulture, $"{Summary!.Rows:N0} pings through the gateway, in order of time (in the file eight blocks stand in front of others that are months earlier, which no device does): {Summary.Accepted:N0} accepted, {Summary.Duplicate:N0} duplicate, {Summary.Late:N0} late, {Summary.Refused:N0} refused, {Summary.Lost:N0} lost. {Trips:N0} trips over {Kilometres:N0} km. There are no labels; these invariants are checked against the pings:");
        text.AppendLine();
        text.AppendLine("| invariant | checked | broken |");
        text.AppendLine("|---|---:|---:|");
        foreach (var result in results)
            text.AppendLine(CultureInfo.InvariantCulture, $"| {result.Invariant} | {result.Looked:N0} | {result.Broken:N0}{(result.MostBroken > 0 ? string.Create(CultureInfo.InvariantCulture, $" (at most {result.MostBroken:0.0 %} may be)") : "")} |");
        text.AppendLine();
    }

    public static IEnumerable<Goal> Goals(IReadOnlyList<TruckResult> results)
    {
        var broken = results.Where(r => r.Broken > r.MostBroken * r.Looked).ToList();
        yield return new Goal(
            "us_truck_pings: invariants of trips and stops",
            $"{results.Count} of {results.Count} hold",
            $"{results.Count - broken.Count} of {results.Count}",
            broken.Count == 0 ? null : string.Join("; ", broken.Select(b => b.Invariant)));
    }

    private static IEnumerable<TruckResult> Invariants(List<TruckTrip> trips, SortedDictionary<string, List<TruckFix>> fixes)
    {
        var pairs = trips.Zip(trips.Skip(1)).Where(p => p.First.Vehicle == p.Second.Vehicle).ToList();
        yield return new TruckResult("a trip ends no earlier than it starts, and before the vehicle's next one starts", pairs.Count, pairs.Count(p => p.First.End < p.First.Start || p.Second.Start < p.First.End), 0);
        yield return new TruckResult(
            "a trip is at least as long as the straight line between its ends (1 % and 200 m for the earth's shape and the fixes)",
            trips.Count,
            trips.Count(t => t.Meters + t.UnobservedMeters < (0.99 * TrackTruth.Distance(t.From, t.To)) - StandMeters),
            0);
        yield return new TruckResult(
            $"its mean speed under way is at most {FastestKmh} km/h",
            trips.Count,
            trips.Count(t => t.Meters + t.UnobservedMeters > (FastestKmh / 3.6 * t.MovingSeconds) + StandMeters),
            0);
        yield return new TruckResult(
            $"the next trip begins within 2 km of where the last one ended, and as far beyond as {FastestKmh} km/h take it in the longest time between two pings there",
            pairs.Count,
            pairs.Count(p => TrackTruth.Distance(p.First.To, p.Second.From) > 2_000 + (FastestKmh / 3.6 * LongestGap(fixes[p.First.Vehicle], p.First.End, p.Second.Start))),
            0);
        var pauses = trips.SelectMany(t => t.Pauses.Select(p => (t.Vehicle, p.From, To: p.To ?? t.End, Last: p.From == t.End))).ToList();
        yield return new TruckResult("a pause lasts at least five minutes, but for one with which the trip ended", pauses.Count, pauses.Count(p => !p.Last && (p.To - p.From).TotalSeconds < 300), 0);
        yield return new TruckResult(
            "and in it no ping is at 10 mph or more",
            pauses.Count,
            pauses.Count(p => fixes[p.Vehicle].Any(f => f.Time > p.From && f.Time < p.To && f.SpeedKmh >= UnderWayKmh)),
            0);
        var moving = fixes.SelectMany(v => v.Value.Where(f => f.SpeedKmh >= UnderWayKmh).Select(f => (Vehicle: v.Key, f.Time))).ToList();
        yield return new TruckResult(
            "a ping at 10 mph or more lies within a trip",
            moving.Count,
            moving.Count(m => !trips.Any(t => t.Vehicle == m.Vehicle && t.Start <= m.Time && m.Time <= t.End)),
            0);
        var stands = fixes.SelectMany(v => Stands(v.Value).Select(s => (Vehicle: v.Key, s.From, s.To))).ToList();
        yield return new TruckResult(
            "a stand (same place within 200 m, no speed) of more than 45 minutes lies within no trip",
            stands.Count,
            stands.Count(s => trips.Any(t => t.Vehicle == s.Vehicle && t.Start < s.From && s.To < t.End)),
            0);
    }

    /// <summary>Seconds.</summary>
    private static double LongestGap(List<TruckFix> fixes, DateTimeOffset from, DateTimeOffset to)
    {
        var times = fixes.Select(f => f.Time).Where(t => t >= from && t <= to).Prepend(from).Append(to).ToList();
        return times.Zip(times.Skip(1)).Max(p => (p.Second - p.First).TotalSeconds);
    }

    private static IEnumerable<(DateTimeOffset From, DateTimeOffset To)> Stands(List<TruckFix> fixes)
    {
        for (var i = 0; i < fixes.Count;)
        {
            var last = i;
            while (last + 1 < fixes.Count && fixes[i].SpeedKmh == 0 && fixes[last + 1].SpeedKmh == 0
                && TrackTruth.Distance((fixes[i].Longitude, fixes[i].Latitude), (fixes[last + 1].Longitude, fixes[last + 1].Latitude)) <= StandMeters)
                last++;
            if ((fixes[last].Time - fixes[i].Time).TotalSeconds > LongestStandSeconds)
                yield return (fixes[i].Time, fixes[last].Time);
            i = last + 1;
        }
    }

    private static TruckTrip? Read(JsonElement trip)
    {
        if (!trip.TryGetProperty("start_location", out var from) || !trip.TryGetProperty("last_location", out var to))
            return null;

        // One trip is under way when the data ends.
        var end = trip.TryGetProperty("ended_at", out var ended) ? ended : to.GetProperty("timestamp");

        static (double, double) Place(JsonElement place) => (place.GetProperty("longitude").GetDouble(), place.GetProperty("latitude").GetDouble());
        return new TruckTrip(
            trip.GetProperty("vehicle_id").GetString()!,
            trip.GetProperty("started_at").GetDateTimeOffset(),
            end.GetDateTimeOffset(),
            trip.GetProperty("distance_km").GetDouble() * 1000,
            trip.GetProperty("unobserved_km").GetDouble() * 1000,
            trip.GetProperty("moving_seconds").GetDouble(),
            [.. trip.GetProperty("pauses").EnumerateArray().Select(p => (p.GetProperty("from").GetDateTimeOffset(), p.TryGetProperty("to", out var until) ? until.GetDateTimeOffset() : (DateTimeOffset?)null))],
            Place(from),
            Place(to));
    }

    /// <summary>The pings in order of time; of one moment the first.</summary>
    private SortedDictionary<string, List<TruckFix>> Fixes()
    {
        using var trace = TraceFile.Open(path, new TraceOptions());
        var fixes = new SortedDictionary<string, List<TruckFix>>(StringComparer.Ordinal);
        foreach (var group in trace.Rows().Select(r => r.Point).OfType<TracePoint>().GroupBy(p => p.VehicleId))
        {
            fixes[group.Key] = [.. group.OrderBy(p => p.Time).DistinctBy(p => p.Time)
                .Select(p => new TruckFix(p.Time, p.Longitude, p.Latitude, p.SpeedKmh ?? 0))];
        }

        return fixes;
    }
}
