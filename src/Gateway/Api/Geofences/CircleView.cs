namespace Fleet.Gateway.Api.Geofences;

/// <param name="RadiusM">Metres.</param>
public sealed record CircleView(CenterView Center, double RadiusM);
