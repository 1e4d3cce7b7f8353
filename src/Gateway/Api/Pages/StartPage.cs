using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace Fleet.Gateway.Api.Pages;

/// <summary><c>/</c> where no dashboard was built: says how to, what runs here and where the rest is. It knows no secret and no organization.</summary>
internal static class StartPage
{
    private const string Style = """
        body { font: 16px/1.5 system-ui, sans-serif; max-width: 42rem; margin: 3rem auto; padding: 0 1rem; color: #1a1a1a; background: #fff }
        code { background: #f2f2f2; padding: .1em .3em }
        table { border-collapse: collapse; width: 100% }
        td { padding: .35rem .5rem .35rem 0; border-top: 1px solid #ddd; vertical-align: top }
        @media (prefers-color-scheme: dark) { body { color: #eee; background: #161616 } code { background: #2a2a2a } td { border-color: #444 } a { color: #8ab4ff } }
        """;

    private const string Html = $$"""
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>Fleet.Orleans</title>
        <style>{{Style}}</style>
        </head>
        <body>
        <h1>Fleet.Orleans</h1>
        <p>Positions and sensor events come in; every vehicle, trip, driver and geofence is live; subscribers see it at once.</p>
        <p>The dashboard that belongs here has not been built: install <a href="https://nodejs.org">Node.js</a> 20 or later and start again with <code>./fleet up</code>. Everything else runs without it.</p>
        <table>
        <tr><td><code>POST /v1/locations</code></td><td>positions in, a result per item</td></tr>
        <tr><td><code>/v1/ingest</code></td><td>positions in over a WebSocket, each message acknowledged when it is committed</td></tr>
        <tr><td><code>/osmand</code></td><td>OsmAnd and Traccar Client</td></tr>
        <tr><td><code>POST /v1/events</code></td><td>device events in</td></tr>
        <tr><td><code>/v1/streaming</code></td><td>live events out, over a WebSocket</td></tr>
        <tr><td><code>/v1/vehicles</code>, <code>drivers</code>, <code>trips</code>, <code>geofences</code>, <code>thresholds</code>, <code>api-keys</code>, <code>organizations</code></td><td>REST, with an API key or a token</td></tr>
        <tr><td><a href="/openapi/v1.json">/openapi/v1.json</a></td><td>the REST interface described</td></tr>
        <tr><td><a href="/health/live">/health/live</a>, <a href="/health/ready">/health/ready</a></td><td>is the process up, do grains answer</td></tr>
        <tr><td><a href="/metrics">/metrics</a></td><td>Prometheus text</td></tr>
        </table>
        </body>
        </html>
        """;

    /// <summary>What the content policy must name for the page's own style to count.</summary>
    public static string StyleHash { get; } = "'sha256-" + Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Style))) + "'";

    public static void MapStartPage(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/", () => Results.Content(Html, "text/html; charset=utf-8")).ExcludeFromDescription();
}
