namespace Fleet.Vehicles;

/// <summary>Whose a vehicle's events are.</summary>
public readonly record struct VehicleIdentity(string OrganizationId, string VehicleId);
