using Fleet.Vehicles;

namespace Fleet.Storage;

/// <summary>A position as the log keeps it.</summary>
/// <param name="Position">Its timestamp is kept to the microsecond, as is the time of receipt.</param>
/// <param name="Late">Older than the vehicle's newest when it came: history only, moves no live state.</param>
[GenerateSerializer, Immutable, Alias("Fleet.LoggedPosition")]
public readonly record struct LoggedPosition(
    [property: Id(0)] Position Position,
    [property: Id(1)] bool Late);
