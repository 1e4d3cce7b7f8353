namespace Fleet.Gateway.Ingest;

/// <param name="Speed">km/h.</param>
/// <param name="Heading">Degrees clockwise from north.</param>
/// <param name="Accuracy">Metres.</param>
/// <param name="Altitude">Metres.</param>
public sealed record LocationFix(
    double Latitude, double Longitude, double? Speed = null, double? Heading = null, double? Accuracy = null, double? Altitude = null);
