namespace Fleet.Gateway.Api.Trips;

/// <param name="From">When the vehicle came to a stand, not when that was known.</param>
/// <param name="To">Absent while it lasts.</param>
public sealed record TripPauseView(DateTimeOffset From, DateTimeOffset? To, LocationView Location);
