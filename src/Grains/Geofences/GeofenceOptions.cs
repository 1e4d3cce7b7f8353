using System.ComponentModel.DataAnnotations;

namespace Fleet.Geofences;

/// <summary>Configuration section <c>Fleet:GeofenceCatalog</c>.</summary>
public sealed class GeofenceOptions
{
    /// <summary>Changes that a catalogue remembers; a silo that missed more loads all fences anew.</summary>
    [Range(1, 1_000_000)]
    public int ChangeLogSize { get; set; } = 1_000;

    /// <summary>Fences that a catalogue asks at a time when it starts.</summary>
    [Range(1, 1_000)]
    public int LoadConcurrency { get; set; } = 64;
}
