using System.ComponentModel.DataAnnotations;

namespace Fleet.Storage;

/// <summary>Configuration section <c>Fleet:MemoryDirectory</c>.</summary>
public sealed class MemoryDirectoryOptions
{
    public const string Section = "Fleet:MemoryDirectory";

    /// <summary>Completed and cancelled trips remembered per organization. The oldest are forgotten first.</summary>
    [Range(1, 10_000_000)]
    public int EndedTrips { get; set; } = 100_000;
}
