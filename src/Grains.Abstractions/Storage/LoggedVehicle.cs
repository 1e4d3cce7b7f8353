namespace Fleet.Storage;

public readonly record struct LoggedVehicle(string OrganizationId, string VehicleId);
