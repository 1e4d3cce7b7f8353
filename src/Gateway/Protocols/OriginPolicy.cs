using System.Net;

namespace Fleet.Gateway.Protocols;

/// <summary>Which browsers' pages may open a socket. The rule: see ConnectionOptions.AllowedOrigins.</summary>
internal static class OriginPolicy
{
    public static bool Allows(HttpContext context, IEnumerable<string> allowed)
    {
        var origin = context.Request.Headers.Origin.ToString();
        if (origin.Length == 0 || allowed.Any(a => a == "*" || string.Equals(a.TrimEnd('/'), origin, StringComparison.OrdinalIgnoreCase)))
        {
            return true;
        }

        return Uri.TryCreate(origin, UriKind.Absolute, out var page)
            && (string.Equals(page.Authority, context.Request.Host.Value, StringComparison.OrdinalIgnoreCase)
                || (page.IsLoopback && context.Connection.RemoteIpAddress is { } peer && IPAddress.IsLoopback(peer)));
    }
}
