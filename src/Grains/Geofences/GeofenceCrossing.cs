namespace Fleet.Geofences;

/// <summary>A vehicle went into a fence or out of it.</summary>
/// <param name="Authorized">Whether the fence lets this vehicle come and go.</param>
/// <param name="DwellSeconds">With an exit: how long it was inside.</param>
public readonly record struct GeofenceCrossing(
    GeofenceDefinition Fence,
    bool Entry,
    DateTimeOffset At,
    bool Authorized,
    double? DwellSeconds);
