namespace Fleet.Gateway.Api.Traffic;

/// <summary>A way around a zone.</summary>
public sealed record RouteBody(string Route, double LengthKm, double? FreeFlowSpeed, IReadOnlyList<string> Cameras);
