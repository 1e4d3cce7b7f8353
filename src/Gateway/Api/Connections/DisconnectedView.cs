namespace Fleet.Gateway.Api.Connections;

/// <summary>How many connections were told to go.</summary>
public sealed record DisconnectedView(int Disconnected);
