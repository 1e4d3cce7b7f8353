namespace Fleet.Gateway.Api.Pages;

/// <summary>What the dashboard is told by the gateway that serves it. Nothing of any organization.</summary>
public sealed record DashboardView(string? TileUrl, string? TileAttribution);
