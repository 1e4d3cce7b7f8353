using System.Collections.Immutable;
using Fleet.Vehicles;

namespace Fleet.Compliance;

/// <summary>Which of a vehicle's steps show that it was driven. Each step alone decides, so that cuts of reports do not show.</summary>
internal static class DutyDrives
{
    /// <summary>From this speed on a vehicle is in motion: 5 mph, 49 CFR 395 Appendix A 4.3.1.2(b), km/h.</summary>
    public const double MotionKmh = 8.05;

    /// <summary>Over a longer hole in the reports nobody is known to have driven, seconds.</summary>
    public const double MaxHoleSeconds = 1800;

    /// <summary>Adds a step's driving; what touches the stretch before makes it longer. A standing receiver's noise is none: it moves nothing.</summary>
    public static ImmutableArray<DrivingSpan> Add(ImmutableArray<DrivingSpan> drives, VehicleStep step)
    {
        if (step.Way.MovedMeters <= 0)
            return drives;

        var at = step.Position.Timestamp;
        var through = step.Seconds is > 0 and <= MaxHoleSeconds && step.Way.MovedMeters / step.Seconds * 3.6 >= MotionKmh;
        if (!through && step.Motion.SpeedKmh < MotionKmh)
            return drives;

        var span = new DrivingSpan(through ? at.AddSeconds(-step.Seconds) : at, at);
        return drives is [.., var last] && span.From <= last.Until
            ? drives.SetItem(drives.Length - 1, last with { Until = span.Until })
            : drives.Add(span);
    }
}
