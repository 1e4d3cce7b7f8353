namespace Fleet.Traffic;

/// <summary>Sums up a camera's measures by minutes of the clock.</summary>
internal static class FlowMinutes
{
    /// <returns>The minute under way after the measure, and the one it ended.</returns>
    public static (FlowMinute Now, FlowMinute? Ended) Add(FlowMinute? minute, Detection detection)
    {
        var start = new DateTimeOffset(detection.Timestamp.UtcTicks - (detection.Timestamp.UtcTicks % TimeSpan.TicksPerMinute), TimeSpan.Zero);
        var ended = minute is not null && minute.Start != start ? minute : null;
        var now = minute is not null && ended is null ? minute : new FlowMinute { Start = start };
        var weight = Math.Max(1, detection.Intensity); // a speed without a count is still of somebody
        return (now with
        {
            Samples = now.Samples + 1,
            Vehicles = now.Vehicles + detection.Intensity,
            SpeedVehicles = now.SpeedVehicles + ((detection.AverageSpeedKmh ?? 0) * weight),
            SpeedOf = now.SpeedOf + (detection.AverageSpeedKmh is null ? 0 : weight),
            Occupancies = now.Occupancies + (detection.Occupancy ?? 0),
            OccupancyOf = now.OccupancyOf + (detection.Occupancy is null ? 0 : 1),
        }, ended);
    }
}
