namespace Fleet.Gateway.Api.Keys;

/// <param name="Enabled">False means no bounds.</param>
public sealed record BoundsView(bool? Enabled, CornerView Southwest, CornerView Northeast);
