namespace Fleet.Gateway.Api.Organizations;

/// <param name="OverLimit">km/h.</param>
/// <param name="Duration">Seconds.</param>
public sealed record SpeedingView(double OverLimit, double Duration);
