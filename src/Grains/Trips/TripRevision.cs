using System.Collections.Immutable;
using Fleet.Events;

namespace Fleet.Trips;

/// <summary>
/// What has to be told when the events of a trip come out otherwise than they were told. Ids follow from the first
/// event's and the revision, so that telling it again adds nothing. Pure.
/// </summary>
internal static class TripRevision
{
    /// <summary>Less than this share is the rounding of sums, not a change.</summary>
    private const double Rounding = 1e-9;

    /// <summary>Whether positions brought it: what devices said themselves and where the trip began stay as they are.</summary>
    public static bool IsFolded(FleetEvent told) => told switch
    {
        TripChanged trip => trip.Kind != TripEventKind.Started,
        SafetyDetected { Why: { } why } => !why.Rule.EndsWith(".device", StringComparison.Ordinal),
        _ => false,
    };

    /// <param name="told">Everything of the trip that was ever told.</param>
    /// <param name="folded">What it comes to now, as for the first time.</param>
    /// <param name="revision">The number that changes get.</param>
    public static ImmutableArray<FleetEvent> Changes(IReadOnlyCollection<FleetEvent> told, ImmutableArray<FleetEvent> folded, int revision)
    {
        var gone = told.OfType<EventSuperseded>().Select(s => s.Superseded.EventId).ToHashSet(StringComparer.Ordinal);
        var ids = told.Select(t => t.EventId).ToHashSet(StringComparer.Ordinal);
        var standing = new Dictionary<string, FleetEvent>(StringComparer.Ordinal);
        foreach (var e in told.Where(t => IsFolded(t) && !gone.Contains(t.EventId)))
        {
            standing[e.Revises ?? e.EventId] = e;
        }

        var changes = ImmutableArray.CreateBuilder<FleetEvent>();
        foreach (var e in folded)
        {
            if (!standing.Remove(e.EventId, out var before))
            {
                changes.Add(ids.Contains(e.EventId) ? Revised(e, revision) : e with { Revision = revision });
            }
            else if (!Same(before, e))
            {
                var after = Revised(e, revision) with { DriverId = before.DriverId };
                changes.Add(Supersede(before, after.EventId, revision));
                changes.Add(after);
            }
        }

        changes.AddRange(standing.Values.OrderBy(e => e.Timestamp).ThenBy(e => e.EventId, StringComparer.Ordinal).Select(e => Supersede(e, null, revision)));
        return changes.DrainToImmutable();
    }

    /// <summary>Whether both say the same, however it was found.</summary>
    public static bool Same(FleetEvent a, FleetEvent b) => (a, b) switch
    {
        (SafetyDetected x, SafetyDetected y) => x.Type == y.Type && x.Severity == y.Severity && x.Timestamp == y.Timestamp
            && x.Location == y.Location && Same(x.SpeedKmh, y.SpeedKmh) && Same(x.Details, y.Details),
        (TripChanged x, TripChanged y) => x.Kind == y.Kind && x.Timestamp == y.Timestamp && x.Location == y.Location
            && x.Reason == y.Reason && x.WaypointIndex == y.WaypointIndex && Same(x.Details, y.Details),
        _ => false,
    };

    private static FleetEvent Revised(FleetEvent e, int revision) =>
        e with { EventId = EventIds.Revised(e.EventId, revision), Revises = e.EventId, Revision = revision };

    private static EventSuperseded Supersede(FleetEvent before, string? by, int revision) => new()
    {
        EventId = EventIds.Superseded(before.EventId, revision),
        OrganizationId = before.OrganizationId,
        Timestamp = before.Timestamp,
        VehicleId = before.VehicleId,
        DriverId = before.DriverId,
        TripId = before.TripId,
        Revises = before.Revises ?? before.EventId,
        Revision = revision,
        Superseded = before,
        ReplacedBy = by,
    };

    private static bool Same(ImmutableDictionary<string, double> a, ImmutableDictionary<string, double> b) =>
        a.Count == b.Count && a.All(n => b.TryGetValue(n.Key, out var other) && Same(n.Value, other));

    private static bool Same(double a, double b) =>
        a.Equals(b) || Math.Abs(a - b) <= Rounding * Math.Max(1, Math.Max(Math.Abs(a), Math.Abs(b)));
}
