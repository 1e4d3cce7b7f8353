using System.Buffers;
using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Options;

namespace Fleet.Webhooks;

/// <summary>
/// Posts to servers that users name: only where <see cref="TargetGuard"/> lets it, no redirects, no proxy, no cookies, a time
/// limit over all, an answer read up to a bound. One per silo. Bound: <see cref="OutboundOptions.MaxConnectionsPerServer"/>; whoever comes
/// beyond it waits within his time limit.
/// </summary>
public sealed class OutboundHttp : IDisposable
{
    private const int MaxExcerpt = 500;
    private const int MaxHeadersKilobytes = 16;

    private readonly HttpMessageInvoker _http;
    private readonly OutboundOptions _options;
    private readonly TimeProvider _time;

    public OutboundHttp(TargetGuard guard, IOptions<OutboundOptions> options, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(guard);
        ArgumentNullException.ThrowIfNull(options);
        (_options, _time) = (options.Value, time);
        _http = new HttpMessageInvoker(new SocketsHttpHandler
        {
            ConnectCallback = guard.Connect,
            AllowAutoRedirect = false,
            UseProxy = false,
            UseCookies = false,
            ActivityHeadersPropagator = null,
            MaxConnectionsPerServer = _options.MaxConnectionsPerServer,
            MaxResponseHeadersLength = MaxHeadersKilobytes,
            PooledConnectionLifetime = TimeSpan.FromMinutes(2), // then the name is resolved, and judged, anew
            PooledConnectionIdleTimeout = TimeSpan.FromSeconds(30),
        });
    }

    /// <summary>Never throws for what the other side does.</summary>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    public async Task<OutboundAnswer> Post(OutboundRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var began = _time.GetTimestamp();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(_options.TimeoutSeconds), _time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        var answer = await Try(request, limit, both.Token);
        cancellationToken.ThrowIfCancellationRequested();
        return answer with { Took = _time.GetElapsedTime(began) };
    }

    public void Dispose() => _http.Dispose();

    private async Task<OutboundAnswer> Try(OutboundRequest request, CancellationTokenSource limit, CancellationToken cancellationToken)
    {
        try
        {
            using var message = new HttpRequestMessage(HttpMethod.Post, request.Url) { Content = new ReadOnlyMemoryContent(request.Body) };
            message.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(request.ContentType);
            message.Headers.TryAddWithoutValidation("User-Agent", "Fleet.Orleans");
            foreach (var (name, value) in request.Headers)
                message.Headers.TryAddWithoutValidation(name, value);

            using var response = await _http.SendAsync(message, cancellationToken);
            return new OutboundAnswer
            {
                Status = (int)response.StatusCode,
                RetryAfter = RetryAfter(response.Headers.RetryAfter),
                Excerpt = await Beginning(response, cancellationToken),
            };
        }
        catch (OperationCanceledException)
        {
            return new OutboundAnswer
            {
                Failure = OutboundFailure.Timeout,
                Excerpt = limit.IsCancellationRequested ? string.Create(CultureInfo.InvariantCulture, $"no answer within {_options.TimeoutSeconds} s") : null,
            };
        }
        catch (Exception e) when (e is HttpRequestException or TargetRefusedException or SocketException or IOException or FormatException)
        {
            return Refused(e) is { } refused
                ? new OutboundAnswer { Failure = OutboundFailure.Refused, Excerpt = refused.Message }
                : new OutboundAnswer { Failure = OutboundFailure.Unreachable, Excerpt = WhatFailed(e) };
        }
    }

    /// <summary>An answer whose head came is an answer, whatever becomes of its body.</summary>
    private async Task<string?> Beginning(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(Math.Max(_options.MaxAnswerBytes, 1));
        try
        {
            await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
            var read = await body.ReadAtLeastAsync(buffer.AsMemory(0, _options.MaxAnswerBytes), _options.MaxAnswerBytes, throwOnEndOfStream: false, cancellationToken);
            return Printable(Encoding.UTF8.GetString(buffer.AsSpan(0, read)));
        }
        catch (Exception e) when (e is IOException or HttpRequestException or OperationCanceledException)
        {
            return null;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private TimeSpan? RetryAfter(RetryConditionHeaderValue? header)
    {
        var wait = header?.Delta ?? (header?.Date is { } date ? date - _time.GetUtcNow() : null);
        return wait > TimeSpan.Zero ? wait : null;
    }

    private static string? Printable(string text)
    {
        var clean = string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c)).Trim();
        return clean.Length == 0 ? null : clean.Length > MaxExcerpt ? clean[..MaxExcerpt] : clean;
    }

    private static TargetRefusedException? Refused(Exception? e)
    {
        while (e is not null and not TargetRefusedException)
            e = e.InnerException;

        return (TargetRefusedException?)e;
    }

    /// <summary>The kind of failure, not the exception's words: they may name our own network.</summary>
    private static string WhatFailed(Exception e) => e is HttpRequestException http
        ? http.HttpRequestError switch
        {
            HttpRequestError.NameResolutionError => "the name has no address",
            HttpRequestError.ConnectionError => "no connection",
            HttpRequestError.SecureConnectionError => "TLS failed",
            HttpRequestError.ResponseEnded => "the connection ended before the answer",
            _ => "no valid answer",
        }
        : "no connection";
}
