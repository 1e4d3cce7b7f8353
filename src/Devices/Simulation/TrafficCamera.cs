namespace Fleet.Devices.Simulation;

/// <summary>A camera of the made-up city and the road it looks at.</summary>
internal sealed record TrafficCamera(string Id, string Road, MapPoint At, double FreeFlowKmh, double VehiclesPerMinute);
