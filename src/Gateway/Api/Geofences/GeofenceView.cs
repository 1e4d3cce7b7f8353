using System.ComponentModel;
using Fleet.Gateway.Api.Schedules;
using Fleet.Gateway.Auth;
using Fleet.Gateway.Json;
using Fleet.Geofences;

namespace Fleet.Gateway.Api.Geofences;

/// <summary>A fence and who is inside.</summary>
public sealed record GeofenceView
{
    public required string GeofenceId { get; init; }

    public required string Name { get; init; }

    public GeometryView? Geometry { get; init; }

    public CircleView? Circle { get; init; }

    public CorridorView? Corridor { get; init; }

    public required IReadOnlyList<string> Tags { get; init; }

    [Description("The limit inside, km/h.")]
    public double? SpeedLimit { get; init; }

    public double? DwellSeconds { get; init; }

    public required IReadOnlyList<string> AuthorizedVehicleIds { get; init; }

    public ScheduleView? Schedule { get; init; }

    public DateTimeOffset? ValidFrom { get; init; }

    public DateTimeOffset? ValidUntil { get; init; }

    public required string Priority { get; init; }

    [Description("The vehicles inside that the caller may see.")]
    public required IReadOnlyList<OccupantView> Occupants { get; init; }

    internal static GeofenceView Of(GeofenceSnapshot fence, Principal principal) => new()
    {
        GeofenceId = fence.Definition.GeofenceId,
        Name = fence.Definition.Name,
        Geometry = fence.Definition.Shape is PolygonShape polygon ? GeoJson.Write(polygon) : null,
        Circle = fence.Definition.Shape is CircleShape circle
            ? new CircleView(new CenterView(circle.Center.Latitude, circle.Center.Longitude), circle.RadiusMeters)
            : null,
        Corridor = fence.Definition.Shape is CorridorShape corridor
            ? new CorridorView([.. corridor.Path.Select(p => new[] { p.Longitude, p.Latitude })], corridor.WidthMeters)
            : null,
        Tags = fence.Definition.Tags,
        SpeedLimit = fence.Definition.SpeedLimitKmh,
        DwellSeconds = fence.Definition.DwellSeconds,
        AuthorizedVehicleIds = [.. fence.Definition.AuthorizedVehicleIds.Where(principal.MayTouchVehicle)],
        Schedule = ScheduleJson.Write(fence.Definition.Schedule),
        ValidFrom = fence.Definition.ValidFrom,
        ValidUntil = fence.Definition.ValidUntil,
        Priority = WireNames<GeofencePriority>.Of(fence.Definition.Priority),
        Occupants = [.. fence.Occupants.Where(o => principal.MayTouchVehicle(o.VehicleId)).Select(OccupantView.Of)],
    };
}
