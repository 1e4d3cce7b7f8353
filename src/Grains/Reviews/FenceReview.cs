using Fleet.Geofences;

namespace Fleet.Reviews;

/// <summary>What a crossing lacked: mostly, that the whole error circle was across.</summary>
internal static class FenceReview
{
    public static IEnumerable<ReviewCondition> Entry(string geofenceId, List<ReviewStep> steps, List<ReviewStep> near, GeofenceIndex index)
    {
        var known = index.TryGet(geofenceId, out var fence);
        yield return Exists(known);
        if (!known)
            yield break;

        var deepest = near.MinBy(s => fence!.SignedDistance(s.Position.Latitude, s.Position.Longitude));
        var (depth, needed, coarse) = GeofenceMonitor.EntryOf(fence!, deepest.Position);
        yield return new ReviewCondition { Name = "depth_inside_m", Holds = depth >= needed, Measured = Math.Round(depth, 2), Threshold = Math.Round(needed, 2), At = deepest.At };
        if (coarse is { } worst)
            yield return new ReviewCondition { Name = "accuracy_m", Holds = deepest.Position.AccuracyMeters <= worst, Measured = deepest.Position.AccuracyMeters, Threshold = worst, At = deepest.At };

        if (steps[0].At < near[0].At)
        {
            var before = steps.Last(s => s.At < near[0].At);
            var away = fence!.SignedDistance(before.Position.Latitude, before.Position.Longitude);
            yield return new ReviewCondition { Name = "distance_outside_before_m", Holds = away > 0, Measured = Math.Round(away, 2), Threshold = 0, At = before.At, Note = away > 0 ? null : "It was inside already." };
        }
    }

    public static IEnumerable<ReviewCondition> Exit(string geofenceId, List<ReviewStep> steps, List<ReviewStep> near, GeofenceIndex index)
    {
        var known = index.TryGet(geofenceId, out var fence);
        yield return Exists(known);
        if (!known)
            yield break;

        var furthest = near.MaxBy(s => fence!.SignedDistance(s.Position.Latitude, s.Position.Longitude));
        var distance = fence!.SignedDistance(furthest.Position.Latitude, furthest.Position.Longitude);
        var needed = GeofenceMonitor.ErrorRadius(furthest.Position);
        yield return new ReviewCondition { Name = "distance_outside_m", Holds = distance >= needed, Measured = Math.Round(distance, 2), Threshold = Math.Round(needed, 2), At = furthest.At };
        var before = steps.Where(s => s.At < furthest.At).Select(s => (double?)fence.SignedDistance(s.Position.Latitude, s.Position.Longitude)).Min();
        yield return new ReviewCondition { Name = "depth_inside_before_m", Holds = before < 0, Measured = before is { } b ? Math.Round(-b, 2) : null, Threshold = 0, Note = before < 0 ? null : "It had not been inside." };
    }

    /// <summary>Of a custom event's trigger: in or out of fences by id or tag.</summary>
    public static ReviewCondition Inside(string idOrTag, string name, bool expected, List<ReviewStep> near, GeofenceIndex index)
    {
        double? nearest = null;
        DateTimeOffset? at = null;
        var fences = index.All.Where(f => f.Definition.GeofenceId == idOrTag || f.Definition.Tags.Contains(idOrTag)).ToList();
        foreach (var step in near)
        {
            foreach (var fence in fences)
            {
                var distance = fence.SignedDistance(step.Position.Latitude, step.Position.Longitude);
                if (!(distance >= nearest))
                    (nearest, at) = (distance, step.At);
            }
        }

        return new ReviewCondition
        {
            Name = name,
            Holds = nearest is not null && (nearest < 0) == expected,
            Measured = nearest is { } n ? Math.Round(n, 2) : null,
            Threshold = 0,
            At = at,
            Note = nearest is null ? "There is no fence of this id or tag." : "Metres from the border, negative inside.",
        };
    }

    private static ReviewCondition Exists(bool known) => new()
    {
        Name = "geofence_known",
        Holds = known,
        Measured = known ? 1 : 0,
        Threshold = 1,
        Note = known ? null : "There is no such fence today.",
    };
}
