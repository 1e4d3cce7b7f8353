using System.Net;
using System.Net.WebSockets;
using System.Security.Cryptography;
using Fleet.Gateway.Audit;
using Fleet.Gateway.Auth;
using Fleet.Gateway.Protocols.Streaming;
using Fleet.Gateway.Subscriptions;

namespace Fleet.Gateway.Protocols;

/// <summary>
/// The receiving half of a connection whose messages are JSON texts, the same for every such protocol: texts one after the other, who
/// speaks, and the ends that any session can come to. The protocol above says what a text means and how an error is written.
/// </summary>
internal abstract class SocketSession : SubscriberSession
{
    private readonly SessionRegistry _registry;
    private readonly TimeProvider _time;
    private IPAddress? _counted;
    private volatile Principal? _principal;

    /// <param name="prefix">Of its id.</param>
    protected SocketSession(WebSocketConnection connection, string prefix, SessionRegistry registry, SubscriptionOptions options, TimeProvider time)
        : base(connection, registry, options, time)
    {
        Connection = connection;
        connection.Heard = Heard;
        _registry = registry;
        _time = time;
        Opened = time.GetUtcNow();
        Id = prefix + RandomNumberGenerator.GetHexString(24, lowercase: true);
    }

    public string Id { get; }

    public override string OrganizationId => _principal?.OrganizationId ?? "";

    public override string? KeyId => _principal?.KeyId;

    /// <summary>As operators see it in the list of connections.</summary>
    protected abstract string Protocol { get; }

    protected WebSocketConnection Connection { get; }

    /// <summary>Who speaks; null until that is known.</summary>
    protected Principal? Principal => _principal;

    protected DateTimeOffset Opened { get; }

    protected DateTimeOffset Now => _time.GetUtcNow();

    public override SessionInfo? Describe() => _principal is not { } principal ? null
        : new SessionInfo(Id, Protocol, principal.OrganizationId, principal.Subject, principal.Role, Opened);

    public override void EndCredential(bool revoked)
    {
        if (revoked)
            Refuse(CloseCodes.AuthenticationFailed, "key revoked", StreamingError.KeyRevoked);
        else
            Refuse(CloseCodes.TokenExpired, "key expired", StreamingError.CredentialExpired);
    }

    /// <summary>Counts the address, and refuses who may not come at all.</summary>
    public void Judge(HttpContext context, ConnectionOptions options)
    {
        var address = context.Connection.RemoteIpAddress;
        var counted = _registry.TryOpen(address);
        _counted = counted ? address : null;
        if (!OriginPolicy.Allows(context, options.AllowedOrigins))
        {
            context.AuditRefusedOrigin();
            Refuse(CloseCodes.OriginRefused, "origin refused");
        }
        else if (!counted)
            RefuseConnection("This address has as many connections as it may.");
    }

    /// <summary>To the connection's end, or, where the request need not last as long, until it may go (<see cref="WebSocketConnection.Run"/>).</summary>
    public Task Serve() => Connection.Run(aborted => _registry.Run(this, _counted, () => Run(aborted)));

    /// <summary>Ends the session with a code and, before it, a word to the client.</summary>
    public void Refuse(int code, string reason, StreamingError error) => Close(code, reason, Write(error), drop: false);

    public void Refuse(int code, string reason) => Close(code, reason, null, drop: false);

    /// <summary>An error as this protocol says it.</summary>
    protected abstract byte[] Write(StreamingError error);

    /// <summary>Before the first text is read.</summary>
    protected virtual ValueTask Begin() => ValueTask.CompletedTask;

    /// <summary>A text came. Its bytes are the caller's again afterwards.</summary>
    protected abstract ValueTask Hear(ReadOnlyMemory<byte> utf8, CancellationToken aborted);

    /// <summary>Behind the last text: gives up what it followed.</summary>
    protected virtual void Leave()
    {
    }

    protected override void TooSlow() => Close(CloseCodes.SlowConsumer, "slow consumer", null, drop: true);

    protected void RefuseConnection(string message) => Refuse(CloseCodes.ConnectionLimit, "connection limit", StreamingError.TooManyConnections(message));

    /// <summary>What the authenticator said; a refusal is told and closed.</summary>
    protected bool Accept(AuthResult result)
    {
        if (result.Succeeded)
            return true;

        var (code, reason) = result.Failure == AuthFailure.TooManyFailures
            ? (CloseCodes.RateLimit, "too many failed authentications")
            : (CloseCodes.AuthenticationFailed, "authentication failed");
        Refuse(code, reason, StreamingError.Refused(result));
        return false;
    }

    /// <summary>Takes who is speaking, once a session.</summary>
    /// <returns>False where the session is closing, or the organization has as many connections as it may, which it is told.</returns>
    protected bool TryEnter(Principal principal)
    {
        if (IsClosing)
            return false; // too late

        if (!_registry.TryJoin(principal.OrganizationId))
        {
            RefuseConnection("The organization has as many connections as it may.");
            return false;
        }

        _principal = principal;
        return true;
    }

    /// <summary>Ends who was not known in time, and whose credential has run out.</summary>
    /// <returns>True where it ended.</returns>
    protected bool EndsByCredential(DateTimeOffset now, int authenticationSeconds)
    {
        if (_principal is not { } principal)
        {
            if (now - Opened < TimeSpan.FromSeconds(authenticationSeconds))
                return false;

            Refuse(CloseCodes.AuthenticationFailed, "authentication timed out", new StreamingError(
                ErrorTypes.ConnectionTimeout, ErrorCodes.AuthenticationTimeout, $"No valid auth within {authenticationSeconds} s."));
            return true;
        }

        if (!(principal.ExpiresAt <= now))
            return false;

        Refuse(CloseCodes.TokenExpired, "token expired", StreamingError.CredentialExpired);
        return true;
    }

    protected void EndIdle(int idleSeconds) => Refuse(CloseCodes.GoingAway, "idle", new StreamingError(
        ErrorTypes.ConnectionTimeout, ErrorCodes.Idle, $"Nothing arrived for {idleSeconds} s. Send a ping more often."));

    /// <summary>Ends who speaks too often.</summary>
    /// <returns>True where it ended.</returns>
    protected bool EndsByRate(MessageRate rate, int per5Seconds, int perMinute)
    {
        var wait = rate.Take(Now);
        if (wait <= TimeSpan.Zero)
            return false;

        Refuse(CloseCodes.RateLimit, "rate limit", new StreamingError(
            ErrorTypes.RateLimitExceeded, ErrorCodes.MessageRate, $"At most {per5Seconds} messages in 5 s and {perMinute} in a minute.") { RetryAfter = wait });
        return true;
    }

    private async Task Run(CancellationToken aborted)
    {
        try
        {
            await Begin();
            while (await Step(aborted))
            {
            }
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException or IOException or ObjectDisposedException)
        {
            // The peer is gone without a word. What it missed, or had no answer for, is dealt with when it comes back.
        }
        finally
        {
            Leave();
            await Finish();
            if (_principal is { } principal)
                _registry.Left(principal.OrganizationId);
        }
    }

    private async ValueTask<bool> Step(CancellationToken aborted)
    {
        var inbound = await Connection.Receive(aborted);
        try
        {
            switch (inbound.Kind)
            {
                case InboundKind.Close:
                    Close(Connection.PeerCloseCode ?? CloseCodes.Normal, "", null, drop: true);
                    await Farewell;
                    return false;
                case var _ when IsClosing:
                    return true; // it is told goodbye already; what it still says is not heard
                case InboundKind.Binary:
                    Refuse(CloseCodes.BinaryRefused, "text expected", new StreamingError(ErrorTypes.InvalidMessage, ErrorCodes.BinaryFrame, "Messages are text."));
                    return true;
                case InboundKind.TooBig:
                    Refuse(CloseCodes.TooBig, "message too big");
                    return true;
                default:
                    await Hear(inbound.Bytes, aborted);
                    return true;
            }
        }
        finally
        {
            WebSocketConnection.Return(inbound);
        }
    }
}
