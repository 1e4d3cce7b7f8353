using Fleet.Vehicles;

namespace Fleet.Gateway.Ingest;

/// <summary>A valid position on its way in, and whose it is.</summary>
public readonly record struct IngestPosition(string VehicleId, Position Position);
