namespace Fleet.Devices.Gateway;

/// <summary>The gateway cannot be used at all: not there, or the key is refused. More of the same will not help.</summary>
public sealed class GatewayException(string message) : Exception(message);
