namespace Fleet.Gateway.Api.History;

/// <summary>A trip's route as an encoded polyline.</summary>
/// <param name="Encoding">polyline: Google's algorithm.</param>
/// <param name="Precision">Decimal places of a degree.</param>
public sealed record RoutePolyline(string TripId, string VehicleId, string Encoding, int Precision, int Points, string Polyline);
