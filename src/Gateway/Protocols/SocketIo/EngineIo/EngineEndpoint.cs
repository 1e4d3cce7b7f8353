using System.Buffers;
using Fleet.Gateway.Audit;
using Microsoft.AspNetCore.Http.Timeouts;

namespace Fleet.Gateway.Protocols.SocketIo.EngineIo;

/// <summary>The door of an Engine.IO path: who may come in, and by which transport.</summary>
/// <param name="make">A session of the protocol above; its address is counted.</param>
internal sealed class EngineEndpoint(EngineHost host, Func<EnginePort, System.Net.IPAddress?, EngineSession> make)
{
    private const string Version = "4";

    public async Task Serve(HttpContext context)
    {
        context.Features.Get<IHttpRequestTimeoutFeature>()?.DisableTimeout();
        if (!OriginPolicy.Allows(context, host.ConnectionOptions.AllowedOrigins))
        {
            context.AuditRefusedOrigin();
            await EngineRefusal.Forbidden.Write(context);
            return;
        }

        EngineCors.Allow(context);
        if (HttpMethods.IsOptions(context.Request.Method))
        {
            context.Response.StatusCode = StatusCodes.Status204NoContent;
            return;
        }

        var refusal = context.Request.Query["EIO"] != Version ? EngineRefusal.VersionUnknown
            : context.Request.Query["transport"].ToString() switch
            {
                "polling" => await Poll(context),
                "websocket" => await Socket(context),
                _ => EngineRefusal.TransportUnknown,
            };
        if (refusal is not null)
        {
            await refusal.Write(context);
        }
    }

    private async Task<EngineRefusal?> Poll(HttpContext context)
    {
        var sid = context.Request.Query["sid"].ToString();
        if (sid.Length == 0)
        {
            return HttpMethods.IsGet(context.Request.Method) ? await Handshake(context) : EngineRefusal.BadMethod;
        }

        if (!host.Sessions.TryGetValue(sid, out var session) || session.IsOverdue())
        {
            return EngineRefusal.SessionUnknown;
        }

        return HttpMethods.IsGet(context.Request.Method) ? await Carry(context, session)
            : HttpMethods.IsPost(context.Request.Method) ? await Take(context, session)
            : EngineRefusal.BadRequest;
    }

    private async Task<EngineRefusal?> Handshake(HttpContext context)
    {
        var address = context.Connection.RemoteIpAddress;
        if (!host.Registry.TryOpen(address))
        {
            return EngineRefusal.TooManyConnections;
        }

        var session = make(new EnginePort(), address);
        session.Open();
        await Answer(context, EngineCodec.Open(session.Sid, mayUpgrade: true, host.Options));
        return null;
    }

    /// <summary>A GET carries what is to be sent, or waits until something is.</summary>
    private static async Task<EngineRefusal?> Carry(HttpContext context, EngineSession session)
    {
        var poll = new PendingPoll();
        if (session.Port.IsUpgraded)
        {
            return EngineRefusal.BadRequest;
        }

        if (!session.Port.TryPoll(poll))
        {
            session.Port.End(EngineCodec.Closed); // two polls at once: somebody else has the sid, or the client is lost
            return EngineRefusal.BadRequest;
        }

        await using var gone = context.RequestAborted.Register(static p => ((PendingPoll)p!).GiveUp(), poll);
        var payload = await poll.Payload;
        if (payload is null)
        {
            session.Over(EngineEnd.TransportClosed);
            return context.RequestAborted.IsCancellationRequested ? null : EngineRefusal.SessionUnknown;
        }

        try
        {
            await Answer(context, payload);
            poll.Written();
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            poll.GiveUp();
            session.Over(EngineEnd.TransportClosed);
        }

        return null;
    }

    /// <summary>A POST brings a payload.</summary>
    private async Task<EngineRefusal?> Take(HttpContext context, EngineSession session)
    {
        if (session.Port.IsUpgraded)
        {
            return EngineRefusal.BadRequest;
        }

        var max = host.Options.MaxPayloadBytes;
        var rented = ArrayPool<byte>.Shared.Rent((int)Math.Min(context.Request.ContentLength ?? 4_096, max) + 1);
        try
        {
            var (buffer, length) = await ReadBody(context, rented, max);
            rented = buffer;
            List<EnginePacket> packets = [];
            if (length > max || !EngineCodec.TryReadPayload(rented.AsMemory(0, length), packets))
            {
                session.Break(CloseCodes.ProtocolError, "protocol error");
                return length > max ? EngineRefusal.TooBig : EngineRefusal.BadRequest;
            }

            if (!await session.Receive(packets))
            {
                return EngineRefusal.BadRequest;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented, clearArray: true); // it may hold a token
        }

        context.Response.ContentType = "text/html"; // as the official server: no preflight, no parsing
        await context.Response.WriteAsync("ok", context.RequestAborted);
        return null;
    }

    /// <returns>At most one byte more than may be.</returns>
    private static async Task<(byte[] Buffer, int Length)> ReadBody(HttpContext context, byte[] buffer, int max)
    {
        var length = 0;
        while (length <= max)
        {
            if (length == buffer.Length)
            {
                var grown = ArrayPool<byte>.Shared.Rent(Math.Min(length * 2, max + 1));
                buffer.AsSpan(0, length).CopyTo(grown);
                ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
                buffer = grown;
            }

            var read = await context.Request.Body.ReadAsync(buffer.AsMemory(length), context.RequestAborted);
            if (read == 0)
            {
                break;
            }

            length += read;
        }

        return (buffer, length);
    }

    private static async Task Answer(HttpContext context, byte[] payload)
    {
        context.Response.ContentType = "text/plain; charset=UTF-8";
        context.Response.Headers.CacheControl = "no-store";
        context.Response.ContentLength = payload.Length;
        await context.Response.Body.WriteAsync(payload, context.RequestAborted);
        await context.Response.CompleteAsync();
    }

    private async Task<EngineRefusal?> Socket(HttpContext context)
    {
        var sid = context.Request.Query["sid"].ToString();
        EngineSession? session = null;
        if (sid.Length > 0 && !host.Sessions.TryGetValue(sid, out session))
        {
            return EngineRefusal.SessionUnknown;
        }

        var address = context.Connection.RemoteIpAddress;
        if (session is null && !host.Registry.TryOpen(address))
        {
            return EngineRefusal.TooManyConnections;
        }

        var terms = new WebSocketTerms(host.Options.MaxPayloadBytes, host.ConnectionOptions.SendBufferBytes);
        if (await WebSocketConnection.Accept(context, terms) is not { } connection)
        {
            if (session is null)
            {
                host.Registry.Closed(address);
            }

            return null;
        }

        var run = new EngineSocketRun(host, connection);
        await connection.Run(aborted => session is not null ? run.Upgrade(session, aborted) : run.Start(make(new EnginePort(), address), aborted));
        return null;
    }
}
