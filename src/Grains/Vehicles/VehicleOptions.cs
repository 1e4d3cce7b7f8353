using System.ComponentModel.DataAnnotations;

namespace Fleet.Vehicles;

/// <summary>Configuration section <c>Fleet:Vehicles</c>.</summary>
public sealed class VehicleOptions
{
    /// <summary>
    /// Faster than this between two positions, both accuracies allowed for, is a jump, km/h. The default is the fastest
    /// speed that a position may report.
    /// </summary>
    [Range(50, 2000)]
    public double MaxPlausibleSpeedKmh { get; set; } = 300;

    /// <summary>So many positions that agree with each other, but not with the last good one, make their place the new one.</summary>
    [Range(2, 100)]
    public int RelocateAfter { get; set; } = 3;

    /// <summary>
    /// A vehicle's state is written at most this often while it reports, seconds. Trip changes and deactivation write at
    /// once. After a crash the positions since the last write are folded again.
    /// </summary>
    [Range(1, 3600)]
    public int SnapshotSeconds { get; set; } = 60;

    /// <summary>Positions after which a vehicle's state is written whatever the time: the most that has to be folded again.</summary>
    [Range(1, 1_000_000)]
    public int SnapshotPositions { get; set; } = 5_000;

    /// <summary>
    /// How long a vehicle waits for more late positions before it asks the trips they belong to, to fold themselves again,
    /// seconds.
    /// </summary>
    [Range(1, 3600)]
    public int LateDebounceSeconds { get; set; } = 10;

    /// <summary>
    /// Positions that a vehicle has taken but whose trip, driver or event shard could not be reached. Beyond it the
    /// vehicle takes no more until they are told.
    /// </summary>
    [Range(100, 1_000_000)]
    public int MaxUntold { get; set; } = 10_000;
}
