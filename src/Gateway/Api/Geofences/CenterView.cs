namespace Fleet.Gateway.Api.Geofences;

public sealed record CenterView(double Latitude, double Longitude);
