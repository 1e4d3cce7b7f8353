using Fleet.Gateway.Json;

namespace Fleet.Gateway.Api.Traffic;

/// <summary>What became of one item.</summary>
/// <param name="Index">Its place in the request, from 0.</param>
/// <param name="Status">accepted, duplicate, late (older than what is known: nothing changed) or refused.</param>
/// <param name="Id">What it is about, given by the caller or made by the server; absent where it was refused.</param>
public sealed record TrafficResult(int Index, string Status, string? Id, FieldError? Error);
