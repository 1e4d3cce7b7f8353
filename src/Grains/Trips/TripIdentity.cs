namespace Fleet.Trips;

/// <summary>Whose a trip's events are.</summary>
public readonly record struct TripIdentity(string OrganizationId, string TripId);
