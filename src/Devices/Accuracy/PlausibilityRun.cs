using System.Globalization;
using System.Text;
using Fleet.Devices.Traces;
using Fleet.Geofences;
using Fleet.Organizations;
using Fleet.Safety;
using Fleet.Vehicles;

namespace Fleet.Devices.Accuracy;

/// <summary>
/// Traces of other vehicles, without labels and without accelerometer, through the code that a vehicle runs: what must hold of any
/// driving, so that noise, jumps and standing drift of satellite fixes show as false alarms.
/// </summary>
internal sealed class PlausibilityRun
{
    /// <summary>The organization's limit: city buses, phones in a town and trucks with a limiter at 105 km/h keep to it.</summary>
    private const double LimitKmh = 110;

    /// <summary>The labelled box itself told 94 on 100 km.</summary>
    private const double MostHarshOn100Km = 100;

    /// <summary>Findings of one vehicle within a minute that no driving gives.</summary>
    private const int Burst = 5;

    private static readonly string[] Files =
    [
        "ndsbr_curitiba/driver_A.csv", "ndsbr_curitiba/driver_B.csv", "us_truck_pings/truck_pings.csv",
        "capmetro_buses/2016-01-17.csv", "liverpool_bus/route14_outbound.csv", "uci_gotrack/go_track_trackspoints.csv",
    ];

    private readonly List<PlausibilityRow> _rows = [];

    public PlausibilityRun(string data)
    {
        foreach (var file in Files)
            _rows.Add(Measure(file, Path.Combine(data, file)));
    }

    public IEnumerable<Goal> Goals()
    {
        foreach (var (what, holds) in Invariants())
        {
            var broken = _rows.Where(r => !holds(r)).Select(r => r.File).ToList();
            yield return new Goal("other traces: " + what, $"{_rows.Count} of {_rows.Count} files", $"{_rows.Count - broken.Count} of {_rows.Count}", broken.Count == 0 ? null : string.Join(", ", broken));
        }
    }

    public void Write(StringBuilder text)
    {
        text.AppendLine("### Other traces: what must not be found");
        text.AppendLine();
        text.AppendLine(CultureInfo.InvariantCulture, $"By satellite, with an organization's limit of {LimitKmh} km/h (Curitiba's points bring their own). The invariants stand in the first table.");
        text.AppendLine();
        text.AppendLine("| file | vehicles | positions | km | jumps set aside | harsh events | on 100 km | most in a minute | speeding | speeding over the limit | crashes |");
        text.AppendLine("|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|");
        foreach (var r in _rows)
            text.AppendLine(CultureInfo.InvariantCulture, $"| {r.File} | {r.Vehicles:N0} | {r.Positions:N0} | {r.Kilometres:N0} | {r.Jumps:N0} | {r.Harsh:N0} | {r.HarshOn100Km:0} | {r.MostInAMinute} | {r.Speeding:N0} | {r.OverOrganization:N0} | {r.Crashes:N0} |");
        text.AppendLine();
    }

    private static IEnumerable<(string What, Func<PlausibilityRow, bool> Holds)> Invariants()
    {
        yield return (FormattableString.Invariant($"at most {MostHarshOn100Km} harsh events on 100 km"), r => r.HarshOn100Km <= MostHarshOn100Km);
        yield return ($"fewer than {Burst} harsh events of a vehicle in any minute", r => r.MostInAMinute < Burst);
        yield return ("no harsh event of a standing vehicle", r => r.Standing == 0);
        yield return ("no speeding over the organization's limit, which these vehicles keep", r => r.OverOrganization == 0);
        yield return ("no crash", r => r.Crashes == 0);
    }

    private static PlausibilityRow Measure(string file, string path)
    {
        using var trace = TraceFile.Open(path, new TraceOptions());
        var context = new OrganizationContext(new OrganizationSettings { OrganizationId = "measured", Name = "measured", SpeedLimitKmh = LimitKmh }, GeofenceIndex.Empty);
        var row = new PlausibilityRow { File = file };
        foreach (var vehicle in trace.Rows().Select(r => r.Point).OfType<TracePoint>().GroupBy(p => p.VehicleId))
        {
            var (state, monitor) = (new VehicleState(), new VehicleMonitor(vehicle.Key, new VehicleOptions()));
            var (findings, meters) = (new List<SafetyFinding>(), 0.0);
            foreach (var point in vehicle.OrderBy(p => p.Time))
            {
                monitor.Apply(state, RecordedDrives.Read(point), context, out var step);
                findings.AddRange(step?.Findings ?? []);
                meters += step?.Way.MovedMeters ?? 0;
            }

            var harsh = findings.Where(f => f.Type.StartsWith("harsh_", StringComparison.Ordinal)).ToList();
            row = row with
            {
                Vehicles = row.Vehicles + 1,
                Positions = row.Positions + (int)state.Counters.Accepted,
                Kilometres = row.Kilometres + (meters / 1000),
                Jumps = row.Jumps + (int)state.Counters.Jumps,
                Harsh = row.Harsh + harsh.Count,
                Standing = row.Standing + harsh.Count(f => Math.Max(f.Details["speed_before"], f.Details["speed_after"]) < 3),
                MostInAMinute = Math.Max(row.MostInAMinute, harsh.Select(f => harsh.Count(g => g.At >= f.At && (g.At - f.At).TotalSeconds < 60)).DefaultIfEmpty().Max()),
                Speeding = row.Speeding + findings.Count(f => f.Type == SafetyTypes.Speeding),
                OverOrganization = row.OverOrganization + findings.Count(f => f.Why.Rule == "speeding.organization"),
                Crashes = row.Crashes + findings.Count(f => f.Type == SafetyTypes.CrashDetection),
            };
        }

        return row;
    }
}
