using System.Text;
using Fleet.Devices.Gateway;

namespace Fleet.Devices.Accuracy;

/// <summary>All measurements, one after the other, through one gateway that has never seen the data.</summary>
internal sealed class Measurements(GatewayAddress gateway, HttpClient http, GatewayApi api, string data, TimeProvider time)
{
    private readonly List<Goal> _goals = [];
    private readonly StringBuilder _sections = new();

    /// <returns>What spoils the figures; null where nothing does.</returns>
    public async Task<string?> Run(CancellationToken cancellationToken) =>
        await Omaha(cancellationToken) ?? await City(cancellationToken) ?? await Tracks(cancellationToken) ?? await Trucks(cancellationToken);

    public string Text()
    {
        var text = new StringBuilder();
        AccuracyReport.Goals(text, _goals);
        return text.Append(_sections).ToString().ReplaceLineEndings("\n").TrimEnd() + "\n";
    }

    private async Task<string?> Omaha(CancellationToken cancellationToken)
    {
        var path = Path.Combine(data, "nds_blackbox_omaha", "drives.csv");
        var truth = GroundTruth.Read(path);
        var run = new AccuracyRun(gateway, http, path, truth, time);
        var results = new List<AccuracyResult>();
        foreach (var variant in (AccuracyVariant[])[AccuracyVariant.Accelerometer, AccuracyVariant.Gyroscope, AccuracyVariant.GpsOnly])
            results.Add(await run.Run(variant, cancellationToken));

        var curve = await new GpsCurve(api, run).Measure(cancellationToken);
        _goals.AddRange(AccuracyReport.Goals(truth, results));
        AccuracyReport.Omaha(_sections, truth, results);
        GpsCurve.Write(_sections, truth, curve);
        var drives = RecordedDrives.Read(path);
        new SatelliteBound(drives, truth).Write(_sections);
        var robustness = new RobustnessRun(drives, truth);
        _goals.AddRange(robustness.Goals());
        robustness.Write(_sections);
        return results.Concat(curve.Select(c => c.Result)).FirstOrDefault(r => !r.Replay.Ok) is { Replay: var spoilt }
            ? $"nds_blackbox_omaha: {spoilt.Refused} refused, {spoilt.Lost} lost, events complete: {spoilt.EventsComplete}"
            : null;
    }

    private async Task<string?> City(CancellationToken cancellationToken)
    {
        var cars = await new CityRun(gateway, http, api, Path.Combine(data, "ndsbr_curitiba"), time).Run(cancellationToken);
        _goals.AddRange(CityReport.Goals(cars));
        CityReport.Write(_sections, cars);
        return cars.FirstOrDefault(c => c.Seen < 0.99 * c.Points) is { } car ? $"ndsbr_curitiba: {car.Seen} of {car.Points} updates of car {car.Car} were seen" : null;
    }

    private async Task<string?> Tracks(CancellationToken cancellationToken)
    {
        var result = await new TrackRun(gateway, http, api, time).Run(TrackTruth.Read(Path.Combine(data, "mapmatched_tracks")), cancellationToken);
        _goals.AddRange(TrackRun.Goals(result));
        TrackRun.Write(_sections, result);
        return result.Problems > 0 ? $"mapmatched_tracks: {result.Problems} positions refused or lost" : null;
    }

    private async Task<string?> Trucks(CancellationToken cancellationToken)
    {
        var run = new TruckRun(gateway, http, api, Path.Combine(data, "us_truck_pings", "truck_pings.csv"), time);
        var results = await run.Run(cancellationToken);
        _goals.AddRange(TruckRun.Goals(results));
        run.Write(_sections, results);
        var plausibility = new PlausibilityRun(data);
        _goals.AddRange(plausibility.Goals());
        plausibility.Write(_sections);
        return run.Summary!.Ok ? null : $"us_truck_pings: {run.Summary.Refused} refused, {run.Summary.Lost} lost, events complete: {run.Summary.EventsComplete}";
    }
}
