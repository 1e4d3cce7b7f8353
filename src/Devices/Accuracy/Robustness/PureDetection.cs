using Fleet.Geofences;
using Fleet.Organizations;
using Fleet.Safety;
using Fleet.Vehicles;

namespace Fleet.Devices.Accuracy;

/// <summary>The detectors without a host: positions in the order of their arrival through one vehicle's own code.</summary>
internal static class PureDetection
{
    private static readonly OrganizationContext Context = new(new OrganizationSettings { OrganizationId = "measured", Name = "measured" }, GeofenceIndex.Empty);

    /// <summary>All drives in their order through one vehicle; findings by the drive in whose time they fall.</summary>
    /// <param name="disturb">What arrives instead of a drive's positions.</param>
    public static IReadOnlyList<HarshDetection> Run(
        RecordedDrives drives, Func<int, IReadOnlyList<Position>, IEnumerable<Position>> disturb, HarshRules? rules = null)
    {
        var (state, monitor) = (new VehicleState(), new VehicleMonitor("measured", new VehicleOptions()) { Rules = rules ?? HarshRules.Shipped });
        var findings = new List<SafetyFinding>();
        foreach (var (number, positions) in drives.Positions.OrderBy(d => d.Value[0].Timestamp))
        {
            foreach (var position in disturb(number, positions))
            {
                monitor.Apply(state, position, Context, out var step);
                findings.AddRange(step?.Findings ?? []);
            }
        }

        return [.. findings.Where(f => f.Type.StartsWith("harsh_", StringComparison.Ordinal)).Select(f => new HarshDetection(
            drives.Positions.First(d => d.Value[0].Timestamp <= f.At && f.At <= d.Value[^1].Timestamp).Key,
            f.At,
            Levels.OfSeverity(f.Severity.ToString().ToLowerInvariant())))];
    }
}
