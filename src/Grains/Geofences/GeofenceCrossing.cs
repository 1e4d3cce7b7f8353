namespace Fleet.Geofences;

/// <summary>A vehicle went into a fence or out of it, or stayed for long.</summary>
/// <param name="At">When.</param>
/// <param name="Since">When it entered.</param>
/// <param name="Authorized">Whether the fence lets this vehicle come and go.</param>
/// <param name="Reason">One of <see cref="GeofenceEnds"/>; null where the vehicle crossed the border itself.</param>
public readonly record struct GeofenceCrossing(
    GeofenceDefinition Fence,
    CrossingKind Kind,
    DateTimeOffset At,
    DateTimeOffset Since,
    bool Authorized,
    string? Reason = null)
{
    public bool Entry => Kind == CrossingKind.Entry;

    /// <summary>How long it was inside by then; null with an entry.</summary>
    public double? DwellSeconds => Entry ? null : (At - Since).TotalSeconds;

    /// <summary>The fence itself may have told it already, when it came due by the clock, at any time before.</summary>
    public bool MayHaveBeenTold => !Entry && (Kind == CrossingKind.Dwell || Reason is not null || Fence is { Schedule: not null } or { ValidUntil: not null });
}
