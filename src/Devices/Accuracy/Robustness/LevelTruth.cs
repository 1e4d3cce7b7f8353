namespace Fleet.Devices.Accuracy;

/// <summary>
/// What the box would have labelled had it been mounted level. Its labels are thresholds on its own axes, and those lean: 0.05 g of
/// gravity stand in every reading across. A unit that has been turned cannot know that lean, so that its labels are asked for too
/// much; with it taken out the same rule on the same readings is a truth for any mounting.
/// </summary>
internal static class LevelTruth
{
    private const double Gravity = 9.80665;

    /// <summary>Consecutive seconds at the box's levels (0.35, 0.45, 0.60 g) are one manoeuvre: the strongest one's time and level.</summary>
    public static IReadOnlyList<HarshLabel> Of(RecordedDrives drives)
    {
        var down = Disturbance.Mean(drives);
        var labels = new List<HarshLabel>();
        foreach (var (number, positions) in drives.Positions)
        {
            var (last, peak) = (DateTimeOffset.MinValue, 0.0);
            foreach (var position in positions)
            {
                var reading = position.Acceleration!.Value;
                var strength = Math.Max(Math.Abs(reading.X - (reading.Z * down.X / down.Z)), Math.Abs(reading.Y - (reading.Z * down.Y / down.Z))) / Gravity;
                if (strength < 0.35)
                    continue;

                var label = new HarshLabel(number, position.Timestamp, strength >= 0.60 ? Level.High : strength >= 0.45 ? Level.Medium : Level.Low);
                if ((position.Timestamp - last).TotalSeconds > 1)
                    (labels, peak) = ([.. labels, label], strength);
                else if (strength > peak)
                    (labels[^1], peak) = (label, strength);
                last = position.Timestamp;
            }
        }

        return labels;
    }
}
