namespace Fleet.Gateway.Ingest;

/// <summary>The answer to <c>POST /v1/locations</c>.</summary>
public sealed record LocationResults(IReadOnlyList<LocationResult> Results);
