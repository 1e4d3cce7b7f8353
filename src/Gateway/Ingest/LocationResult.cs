using Fleet.Gateway.Json;
using Fleet.Vehicles;

namespace Fleet.Gateway.Ingest;

/// <summary>What became of one position. Written by hand on the hot path; this type is its schema.</summary>
/// <param name="Index">Its place in the request, from 0.</param>
public sealed record LocationResult(int Index, PositionStatus Status, FieldError? Error);
