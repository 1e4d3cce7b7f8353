using System.ComponentModel;
using Fleet.CustomEvents;

namespace Fleet.Gateway.Api.CustomEvents;

/// <summary>What must hold, all of it at once. At least one of the first four.</summary>
public sealed record CustomEventTriggersView
{
    [Description("The id or a tag of fences: holds from when the vehicle enters one until it has left all of them.")]
    public string? GeofenceEntry { get; init; }

    [Description("The id or a tag of fences: holds from when the vehicle has left the last of them until it enters one again.")]
    public string? GeofenceExit { get; init; }

    [Description("The vehicle has stood this long, counted from when the fence triggers hold, seconds.")]
    public double? StopDuration { get; init; }

    [Description("The vehicle is at least this fast, km/h.")]
    public double? MinSpeed { get; init; }

    [Description("Somebody has to confirm it.")]
    public bool? ConfirmationRequired { get; init; }

    [Description("For how long it can be confirmed, seconds; 900 where absent.")]
    public double? ConfirmationTimeout { get; init; }

    internal static CustomEventTriggersView Of(CustomEventTriggers triggers) => new()
    {
        GeofenceEntry = triggers.GeofenceEntry,
        GeofenceExit = triggers.GeofenceExit,
        StopDuration = triggers.StopSeconds,
        MinSpeed = triggers.MinSpeedKmh,
        ConfirmationRequired = triggers.ConfirmationRequired,
        ConfirmationTimeout = triggers.ConfirmationRequired ? triggers.ConfirmationTimeoutSeconds : null,
    };
}
