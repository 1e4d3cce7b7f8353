using System.Globalization;
using System.Text;
using Fleet.Devices.Gateway;
using Fleet.Devices.Replays;
using Fleet.Devices.Traces;

namespace Fleet.Devices.Accuracy;

/// <summary>Distance without speed and without accuracy, on tracks whose road is known.</summary>
internal sealed class TrackRun(GatewayAddress gateway, HttpClient http, GatewayApi api, TimeProvider time)
{
    /// <summary>The tracks that the data set names as its cases of standing drift.</summary>
    private static readonly string[] Standing = ["00000002", "00000015"];

    private static readonly DateTimeOffset Start = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public async Task<TrackResult> Run(IReadOnlyList<TrackTruth> tracks, CancellationToken cancellationToken)
    {
        var measured = new List<TrackMeasure>();
        var problems = 0L;
        foreach (var track in tracks)
        {
            var vehicle = "track-" + track.Name;
            var run = new ReplayRun(gateway, http, new ReplayOptions(), null, time);
            var summary = await run.Run(track.Path, () => TraceFile.Open(track.Path, new TraceOptions { Map = "vehicle==" + vehicle }), cancellationToken);
            problems += summary.Refused + summary.Lost;
            measured.Add(new TrackMeasure(
                track, await Meters(vehicle, null, cancellationToken), await Meters(vehicle, Start.AddSeconds(track.UntilSeconds + 0.001), cancellationToken)));
        }

        return new TrackResult(measured, problems);
    }

    public static IEnumerable<Goal> Goals(TrackResult result)
    {
        foreach (var (name, error) in ((string, Func<TrackMeasure, double>)[])[("road as driven", m => m.DrivenError), ("route as given", m => m.GivenError)])
        {
            var errors = result.Tracks.Select(m => Math.Abs(error(m))).Order().ToList();
            yield return Goal.AtMost($"mapmatched_tracks: distance, median error ({name})", 0.007, Median(errors), "0.00 %");
            yield return Goal.AtMost($"mapmatched_tracks: distance, 95th percentile ({name})", 0.03, errors[(int)Math.Ceiling(errors.Count * 0.95) - 1], "0.00 %");
            yield return Goal.AtMost(
                $"mapmatched_tracks: distance, worst case of standing drift ({name})",
                0.04, result.Tracks.Where(m => Standing.Contains(m.Truth.Name)).Max(m => Math.Abs(error(m))), "0.00 %");
        }
    }

    public static void Write(StringBuilder text, TrackResult result)
    {
        text.AppendLine("### Distance on map-matched tracks");
        text.AppendLine();
        text.AppendLine(CultureInfo.InvariantCulture, $"{result.Tracks.Count} tracks of {result.Tracks.Sum(t => t.Truth.Fixes):N0} fixes through the gateway, positions only; ours is distance_traveled + unobserved_km of `GET /v1/vehicles/{{id}}/metrics`. {result.Problems} positions refused or lost.");
        text.AppendLine();
        text.AppendLine("| track | standing | route given km | ours km | error | road as driven km | ours km | error |");
        text.AppendLine("|---|---:|---:|---:|---:|---:|---:|---:|");
        foreach (var m in result.Tracks)
            text.AppendLine(CultureInfo.InvariantCulture, $"| {m.Truth.Name[^2..]} | {m.Truth.StandingShare:0 %} | {m.Truth.GivenMeters / 1000:0.000} | {m.Meters / 1000:0.000} | {m.GivenError:+0.00 %;-0.00 %;0.00 %} | {m.Truth.DrivenMeters / 1000:0.000} | {m.MetersOnRoute / 1000:0.000} | {m.DrivenError:+0.00 %;-0.00 %;0.00 %} |");
        text.AppendLine();
    }

    private static double Median(List<double> sorted) => sorted.Count % 2 == 1
        ? sorted[sorted.Count / 2]
        : (sorted[(sorted.Count / 2) - 1] + sorted[sorted.Count / 2]) / 2;

    private async Task<double> Meters(string vehicle, DateTimeOffset? to, CancellationToken cancellationToken)
    {
        var until = (to ?? Start.AddDays(1)).UtcDateTime.ToString("O", CultureInfo.InvariantCulture);
        var metrics = await api.Get($"/v1/vehicles/{vehicle}/metrics?from=2020-01-01T00:00:00Z&to={until}", cancellationToken);
        return (metrics.GetProperty("distance_traveled").GetDouble() + metrics.GetProperty("unobserved_km").GetDouble()) * 1000;
    }
}
