using System.ComponentModel.DataAnnotations;

namespace Fleet.Trips;

/// <summary>Configuration section <c>Fleet:Trips</c>.</summary>
public sealed class TripOptions
{
    /// <summary>From this speed on a vehicle moves, km/h.</summary>
    [Range(1, 50)]
    public double MovingKmh { get; set; } = 8;

    /// <summary>Standing this long is a pause, seconds.</summary>
    [Range(10, 86_400)]
    public double PauseAfterSeconds { get; set; } = 300;

    /// <summary>Standing or silent this long ends the trip, seconds. Not less than the pause.</summary>
    [Range(10, 604_800)]
    public double EndAfterSeconds { get; set; } = 1800;

    /// <summary>
    /// Under this speed a vehicle may have come to a stand, km/h. Between it and <see cref="MovingKmh"/> lies the noise
    /// of a standing receiver.
    /// </summary>
    [Range(0, 50)]
    public double StoppedKmh { get; set; } = 3;

    /// <summary>A standing vehicle moves again once it is fast and has gone this far, metres: one noisy speed is no movement.</summary>
    [Range(0, 1000)]
    public double ResumeMeters { get; set; } = 15;

    /// <summary>However slow: who has gone this far since the stop has not stood still, metres.</summary>
    [Range(1, 10_000)]
    public double CreepMeters { get; set; } = 50;
}
