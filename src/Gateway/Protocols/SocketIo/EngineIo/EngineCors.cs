namespace Fleet.Gateway.Protocols.SocketIo.EngineIo;

/// <summary>What a browser wants to read before its page sees a polling answer. Only for an origin that was allowed.</summary>
internal static class EngineCors
{
    public static void Allow(HttpContext context)
    {
        var origin = context.Request.Headers.Origin;
        if (origin.Count == 0)
        {
            return;
        }

        var headers = context.Response.Headers;
        headers.AccessControlAllowOrigin = origin;
        headers.AccessControlAllowCredentials = "true";
        headers.Vary = "Origin";
        if (HttpMethods.IsOptions(context.Request.Method))
        {
            headers.AccessControlAllowMethods = "GET,POST";
            headers.AccessControlAllowHeaders = "content-type,authorization";
            headers.AccessControlMaxAge = "600";
        }
    }
}
