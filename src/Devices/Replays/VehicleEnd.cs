namespace Fleet.Devices.Replays;

/// <summary>Where a vehicle's part of a trace ends.</summary>
public readonly record struct VehicleEnd(string? TripId, DateTimeOffset Time);
