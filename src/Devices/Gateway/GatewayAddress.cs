namespace Fleet.Devices.Gateway;

/// <summary>Where the gateway is, and the key to it (an API key or a token).</summary>
public sealed record GatewayAddress(Uri Url, string Key)
{
    public bool IsApiKey => Key.StartsWith("flt_", StringComparison.Ordinal);

    public Uri Streaming => new UriBuilder(Url) { Scheme = Url.Scheme == Uri.UriSchemeHttps ? "wss" : "ws", Path = "/v1/streaming" }.Uri;
}
