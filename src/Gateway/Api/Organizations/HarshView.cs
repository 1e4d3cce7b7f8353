namespace Fleet.Gateway.Api.Organizations;

/// <param name="Duration">Seconds.</param>
public sealed record HarshView(double? Threshold, double? Duration);
