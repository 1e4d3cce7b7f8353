using System.ComponentModel;

namespace Fleet.Gateway.Api.Trips;

public sealed record WaypointView
{
    public required double Latitude { get; init; }

    public required double Longitude { get; init; }

    public string? Name { get; init; }

    [Description("How near counts as reached, metres; 50 where absent.")]
    public double? RadiusM { get; init; }
}
