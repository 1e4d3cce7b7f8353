namespace Fleet.Gateway.Ingest;

/// <summary>The answer to <c>POST /v1/events</c>.</summary>
public sealed record EventResults(IReadOnlyList<EventResult> Results);
