using System.ComponentModel;
using Fleet.Geofences;

namespace Fleet.Gateway.Api.Geofences;

/// <summary>A vehicle that entered a fence and was not seen to leave.</summary>
public sealed record OccupantView
{
    public required string VehicleId { get; init; }

    public required DateTimeOffset Since { get; init; }

    [Description("inside; unknown where the vehicle fell silent since.")]
    public required string State { get; init; }

    public DateTimeOffset? SilentSince { get; init; }

    internal static OccupantView Of(GeofenceOccupant occupant) => new()
    {
        VehicleId = occupant.VehicleId,
        Since = occupant.Since,
        State = occupant.SilentSince is null ? "inside" : "unknown",
        SilentSince = occupant.SilentSince,
    };
}
