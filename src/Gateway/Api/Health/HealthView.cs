namespace Fleet.Gateway.Api.Health;

/// <param name="Status">live or ready.</param>
public sealed record HealthView(string Status);
