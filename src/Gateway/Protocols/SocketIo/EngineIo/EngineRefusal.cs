namespace Fleet.Gateway.Protocols.SocketIo.EngineIo;

/// <summary>Why a request is not served: the codes and texts of the official server, which clients show.</summary>
/// <param name="Status">Of the HTTP answer.</param>
/// <param name="Code">In its body.</param>
internal sealed record EngineRefusal(int Status, int Code, string Message)
{
    public static readonly EngineRefusal TransportUnknown = new(400, 0, "Transport unknown");
    public static readonly EngineRefusal SessionUnknown = new(400, 1, "Session ID unknown");
    public static readonly EngineRefusal BadMethod = new(400, 2, "Bad handshake method");
    public static readonly EngineRefusal BadRequest = new(400, 3, "Bad request");
    public static readonly EngineRefusal Forbidden = new(403, 4, "Forbidden");
    public static readonly EngineRefusal VersionUnknown = new(400, 5, "Unsupported protocol version");
    public static readonly EngineRefusal TooBig = new(413, 3, "Payload too large");
    public static readonly EngineRefusal TooManyConnections = new(429, 6, "Too many connections");

    public async Task Write(HttpContext context)
    {
        context.Response.StatusCode = Status;
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync($$"""{"code":{{Code}},"message":"{{Message}}"}""", context.RequestAborted);
    }
}
