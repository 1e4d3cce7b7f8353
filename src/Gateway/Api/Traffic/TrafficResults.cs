namespace Fleet.Gateway.Api.Traffic;

/// <summary>The answer to what is reported about traffic.</summary>
public sealed record TrafficResults(IReadOnlyList<TrafficResult> Results);
