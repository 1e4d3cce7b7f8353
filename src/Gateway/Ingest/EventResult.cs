using Fleet.Gateway.Json;

namespace Fleet.Gateway.Ingest;

/// <summary>What became of one device event.</summary>
/// <param name="Index">Its place in the request, from 0.</param>
/// <param name="Status">accepted or refused.</param>
/// <param name="EventId">The id that subscribers see, the same when the event is sent again.</param>
public sealed record EventResult(int Index, string Status, string? EventId, FieldError? Error);
