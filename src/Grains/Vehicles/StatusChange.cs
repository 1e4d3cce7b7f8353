namespace Fleet.Vehicles;

/// <summary>A status that a step changed, and what whoever is told wants to call the vehicle.</summary>
internal readonly record struct StatusChange(VehicleStatus Before, VehicleDetails Details);
