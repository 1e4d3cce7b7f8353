namespace Fleet.Devices.Accuracy;

/// <summary>A trip as <c>GET /v1/trips</c> says it; times in UTC, lengths in metres.</summary>
internal sealed record TruckTrip(
    string Vehicle, DateTimeOffset Start, DateTimeOffset End, double Meters, double UnobservedMeters, double MovingSeconds,
    IReadOnlyList<(DateTimeOffset From, DateTimeOffset? To)> Pauses, (double Lon, double Lat) From, (double Lon, double Lat) To);
