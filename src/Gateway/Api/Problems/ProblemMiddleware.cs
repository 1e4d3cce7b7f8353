using System.Data.Common;
using Fleet.Storage;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace Fleet.Gateway.Api.Problems;

/// <summary>
/// The outermost guard: whatever goes wrong below is answered as a problem and nothing of an exception is shown. A
/// grain or a store that cannot be reached, or a grain that begins anew elsewhere, is 503 and worth a retry; anything
/// unforeseen is 500 and logged.
/// </summary>
internal sealed partial class ProblemMiddleware(RequestDelegate next, ILogger<ProblemMiddleware> logger)
{
    private const int RetrySeconds = 1;

    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
        }
        catch (Exception e) when (!context.Response.HasStarted && !context.WebSockets.IsWebSocketRequest)
        {
            if (e is OperationCanceledException && context.RequestAborted.IsCancellationRequested)
                return; // nobody is left to be answered

            context.Response.Clear();
            await ProblemFor(e, context).ExecuteAsync(context);
            return;
        }

        if (context.Response is { HasStarted: false, StatusCode: >= 400, ContentLength: null, ContentType: null })
            await new Problem(ProblemKinds.ForStatus(context.Response.StatusCode)).ExecuteAsync(context);
    }

    private Problem ProblemFor(Exception exception, HttpContext context)
    {
        switch (exception)
        {
            case ProblemException refusal:
                return refusal.Problem;
            case BadHttpRequestException bad:
                return new Problem(ProblemKinds.ForStatus(bad.StatusCode));
            case TimeoutException or OperationCanceledException or StorageUnavailableException or StateLostException or DbException { IsTransient: true }:
            case { } e when e.GetType().Namespace is { } space && space.StartsWith("Orleans", StringComparison.Ordinal):
                LogUnavailable(exception, context.Request.Method, Route(context));
                return new Problem(ProblemKinds.Unavailable) { RetryAfter = RetrySeconds };
            default:
                LogFailed(exception, context.Request.Method, Route(context));
                return new Problem(ProblemKinds.Internal);
        }
    }

    /// <summary>The route's pattern, not the path: a path is the caller's text and may hold anything.</summary>
    private static string Route(HttpContext context) =>
        (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "(none)";
}
