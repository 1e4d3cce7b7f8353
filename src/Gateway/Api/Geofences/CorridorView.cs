namespace Fleet.Gateway.Api.Geofences;

/// <param name="Path">[longitude, latitude] pairs.</param>
/// <param name="WidthM">The whole width, metres.</param>
public sealed record CorridorView(IReadOnlyList<double[]> Path, double WidthM);
