using System.Net.WebSockets;
using System.Security.Cryptography;
using System.Text.Json;
using Fleet.Events;
using Fleet.Gateway.Auth;
using Fleet.Gateway.Json;
using Fleet.Gateway.Protocols.SpatialFlow.Feeds;
using Fleet.Gateway.Protocols.Streaming;
using Fleet.Gateway.Subscriptions;

namespace Fleet.Gateway.Protocols.SpatialFlow;

/// <summary>
/// One connection to one of S3's paths: who it is stands in its handshake, what it wants in its path. It is one
/// subscription, from the first moment to the last.
/// </summary>
internal sealed partial class SpatialFlowSession : SubscriberSession, ISubscriptionOwner
{
    private readonly SpatialFlowHost _host;
    private readonly WebSocketConnection _transport;
    private readonly SpatialFlowFeed _feed;
    private readonly MessageRate _rate;
    private readonly DateTimeOffset _opened;
    private volatile Principal? _principal;
    private FeedTicket? _ticket;
    private Subscription? _subscription; // the receiving half's alone
    private bool _tellsOffsets;
    private DateTimeOffset _pinged; // the sweep's alone

    public SpatialFlowSession(SpatialFlowHost host, WebSocketConnection transport, SpatialFlowFeed feed)
        : base(transport, host.Registry, host.SubscriptionOptions, host.Time)
    {
        _host = host;
        _transport = transport;
        transport.Heard = Heard;
        _feed = feed;
        _opened = host.Time.GetUtcNow();
        _rate = new MessageRate(
            host.Options.MessagesPer5Seconds, TimeSpan.FromSeconds(5), host.Options.MessagesPerMinute, TimeSpan.FromMinutes(1));
    }

    public string Id { get; } = "ses_" + RandomNumberGenerator.GetHexString(24, lowercase: true);

    public override string OrganizationId => _principal?.OrganizationId ?? "";

    public override int SubscriptionCount => 1;

    private DateTimeOffset Now => _host.Time.GetUtcNow();

    public override SessionInfo? Describe() => _principal is not { } principal ? null
        : new SessionInfo(Id, "spatialflow", principal.OrganizationId, principal.Subject, principal.Role, _opened);

    /// <summary>Until the connection ends.</summary>
    /// <param name="ids">Of the path.</param>
    /// <param name="resume">The query's; null where it has none.</param>
    public async Task Run(SpatialFlowCredential credential, IReadOnlyDictionary<string, string> ids, string? resume, CancellationToken aborted)
    {
        try
        {
            if (!IsClosing)
            {
                await Enter(credential, ids, resume, aborted);
            }

            while (await Step(aborted))
            {
            }
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException or IOException or ObjectDisposedException)
        {
            // The peer is gone without a word. It resumes when it comes back.
        }
        finally
        {
            await End();
        }
    }

    public void Refuse(int code, string reason) => Close(code, reason, null, drop: false);

    public void RefuseConnection(string message) =>
        Refuse(CloseCodes.ConnectionLimit, "connection limit", new StreamingError(ErrorTypes.RateLimitExceeded, ErrorCodes.ConnectionLimit, message)
        {
            RetryAfter = TimeSpan.FromSeconds(30),
        });

    public void ShutDown()
    {
        var retry = TimeSpan.FromMilliseconds(RandomNumberGenerator.GetInt32(500, 5_000)); // so that not all come back at once
        Close(
            CloseCodes.GoingAway,
            $"server going away, retry after {(int)retry.TotalMilliseconds} ms",
            ServerMessages.ShutDown(Now, retry),
            drop: false);
    }

    public override void Gap(FeedMember member) => _ = _host.Join.StartOver(member, this, SubscriptionStart.Gap);

    public void Confirm(Subscription subscription, IReadOnlyList<ShardPosition> offsets)
    {
        if (_tellsOffsets)
        {
            Answer(SpatialFlowMessages.Subscribed(Now, offsets));
        }
    }

    public async ValueTask Present(Subscription subscription, IReadOnlyList<ShardSnapshot> shards, SubscriptionStart why)
    {
        IReadOnlyList<ShardPosition> heads = [.. shards.Select(s => s.Head)];
        if (why == SubscriptionStart.Gap)
        {
            Answer(SpatialFlowMessages.Gap(Now, heads));
            await PresentAgain(subscription, heads);
        }
        else
        {
            await Present(subscription, heads);
        }

        await Room();
    }

    public void Resumed(Subscription subscription, long replayed, bool complete)
    {
        Answer(SpatialFlowMessages.Resumed(Now, replayed, complete));
        if (complete)
        {
            _ = PresentAgain(subscription, []); // the figures went on meanwhile
        }
    }

    public void Failed(Subscription subscription) => Refuse(CloseCodes.GoingAway, "try again", new StreamingError(
        ErrorTypes.InternalError, ErrorCodes.ShardsUnavailable, "The fleet's state cannot be read at the moment. Connect again later.")
    {
        RetryAfter = TimeSpan.FromSeconds(5),
    });

    protected override ReadOnlyMemory<byte> Encode(object message) => message switch
    {
        FeedEvent e => e.Encoded(_feed.Form),
        _ => throw new InvalidOperationException($"SpatialFlow cannot write {message.GetType().Name}."),
    };

    protected override void TooSlow() => Close(CloseCodes.SlowConsumer, "slow consumer", null, drop: true);

    protected override void CheckDeadlines(DateTimeOffset now)
    {
        if (_principal?.ExpiresAt <= now)
        {
            Refuse(CloseCodes.TokenExpired, "token expired", new StreamingError(
                ErrorTypes.AuthenticationFailed, ErrorCodes.TokenExpired, "The credential of this session has expired."));
            return;
        }

        var silence = now - LastHeard;
        if (silence >= TimeSpan.FromSeconds(_host.Options.PingSeconds + _host.Options.PongSeconds))
        {
            Close(CloseCodes.GoingAway, "idle", null, drop: true);
        }
        else if (silence >= TimeSpan.FromSeconds(_host.Options.PingSeconds) && _pinged < LastHeard.AddTicks(1))
        {
            _pinged = now;
            _ = _transport.Ping();
        }
    }

    private void Refuse(int code, string reason, StreamingError error) => Close(code, reason, ServerMessages.Error(Now, error), drop: false);

    private async ValueTask Enter(SpatialFlowCredential credential, IReadOnlyDictionary<string, string> ids, string? resume, CancellationToken aborted)
    {
        try
        {
            if (await Admit(credential, ids, aborted) is not { } ticket)
            {
                return;
            }

            if (!SpatialFlowResume.TryRead(resume ?? "", out var places))
            {
                Answer(ServerMessages.Error(Now, new StreamingError(
                    ErrorTypes.InvalidSubscription, ErrorCodes.InvalidField, "resume: " + SpatialFlowResume.Rule)
                {
                    Fields = [new FieldError("resume", FieldErrorCode.Type, SpatialFlowResume.Rule)],
                }));
            }

            _tellsOffsets = resume is not null;
            _subscription = new Subscription(_feed.Name, this, ticket.Channels, ticket.Filter, Visibility.Of(_principal!));
            _ticket = ticket;
            await _host.Join.Start(_subscription, this, places);
        }
        catch (Exception e) when (e is not OperationCanceledException) // a bug or a silo away; the client learns no more than that
        {
            AdmissionFailed(_host.Logger, e, Id, _feed.Name);
            Refuse(CloseCodes.GoingAway, "try again", new StreamingError(ErrorTypes.InternalError, ErrorCodes.Unexpected, "The connection could not be dealt with. Connect again later."));
        }
    }

    /// <summary>Null where it was refused, and told so.</summary>
    private async ValueTask<FeedTicket?> Admit(SpatialFlowCredential credential, IReadOnlyDictionary<string, string> ids, CancellationToken aborted)
    {
        var result = await credential.Judge(_host.Authenticator, aborted);
        if (!result.Succeeded)
        {
            Refuse(CloseCodes.AuthenticationFailed, "authentication failed", new StreamingError(
                ErrorTypes.AuthenticationFailed, WireNames<AuthFailure>.Of(result.Failure), "The credential was not accepted."));
            return null;
        }

        var principal = result.Principal;
        if (_feed.SuperuserOnly && !principal.IsSuperuser)
        {
            NotAdmitted(_host.Logger, principal.Subject, principal.OrganizationId, _feed.Name, ErrorCodes.SuperuserRequired);
            Refuse(CloseCodes.Forbidden, "superuser required", new StreamingError(
                ErrorTypes.AuthorizationFailed, ErrorCodes.SuperuserRequired, "This needs a token with is_superuser."));
            return null;
        }

        var ticket = await _feed.Admit(principal, ids);
        if (ticket.Refusal is { } refusal)
        {
            NotAdmitted(_host.Logger, principal.Subject, principal.OrganizationId, _feed.Name, refusal.Code);
            Refuse(ticket.CloseCode, ticket.Reason, refusal);
            return null;
        }

        if (IsClosing)
        {
            return null; // too late
        }

        if (!_host.Registry.TryJoin(principal.OrganizationId))
        {
            RefuseConnection("The organization has as many connections as it may.");
            return null;
        }

        _principal = principal;
        return ticket;
    }

    private async ValueTask Present(Subscription subscription, IReadOnlyList<ShardPosition> heads)
    {
        if (!subscription.Ended && await _feed.Present(_principal!, _ticket!, heads) is { } state)
        {
            Answer(state);
        }
    }

    /// <summary>Nobody waits for it who could be told that it failed.</summary>
    private async Task PresentAgain(Subscription subscription, IReadOnlyList<ShardPosition> heads)
    {
        try
        {
            await Present(subscription, heads);
        }
        catch (Exception e)
        {
            AdmissionFailed(_host.Logger, e, Id, _feed.Name);
            Failed(subscription);
        }
    }

    private async ValueTask<bool> Step(CancellationToken aborted)
    {
        var inbound = await _transport.Receive(aborted);
        try
        {
            if (IsClosing && inbound.Kind != InboundKind.Close)
            {
                return true; // it is told goodbye already; what it still says is not heard
            }

            switch (inbound.Kind)
            {
                case InboundKind.Close:
                    Close(_transport.PeerCloseCode ?? CloseCodes.Normal, "", null, drop: true);
                    await Farewell;
                    return false;
                case InboundKind.Binary:
                    Refuse(CloseCodes.BinaryRefused, "text expected", new StreamingError(
                        ErrorTypes.InvalidMessage, ErrorCodes.BinaryFrame, "Messages are text."));
                    break;
                case InboundKind.TooBig:
                    Refuse(CloseCodes.TooBig, "message too big");
                    break;
                default:
                    Hear(inbound.Bytes);
                    break;
            }

            return true;
        }
        finally
        {
            WebSocketConnection.Return(inbound);
        }
    }

    /// <summary>S3's clients say nothing. A <c>ping</c> is answered, for pages that cannot send WebSocket's own.</summary>
    private void Hear(ReadOnlyMemory<byte> utf8)
    {
        var wait = _rate.Take(Now);
        if (wait > TimeSpan.Zero)
        {
            Refuse(CloseCodes.RateLimit, "rate limit", new StreamingError(
                ErrorTypes.RateLimitExceeded, ErrorCodes.MessageRate,
                $"At most {_host.Options.MessagesPer5Seconds} messages in 5 s and {_host.Options.MessagesPerMinute} in a minute.") { RetryAfter = wait });
            return;
        }

        Answer(TypeOf(utf8) is "ping" or "heartbeat" ? ServerMessages.Pong(Now) : ServerMessages.Error(Now, new StreamingError(
            ErrorTypes.InvalidMessage, ErrorCodes.UnknownType, "The only message here is {\"type\":\"ping\"}.")
        {
            Fields = [new FieldError("type", FieldErrorCode.Unknown, "must be ping")],
        }));
    }

    private static string? TypeOf(ReadOnlyMemory<byte> utf8)
    {
        try
        {
            using var message = JsonDocument.Parse(utf8, new JsonDocumentOptions { MaxDepth = 16 });
            return message.RootElement.ValueKind == JsonValueKind.Object
                && message.RootElement.TryGetProperty("type", out var type) && type.ValueKind == JsonValueKind.String ? type.GetString() : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null; // not JSON, or a string that is not Unicode
        }
    }

    private async Task End()
    {
        if (_subscription is { } subscription)
        {
            _host.Hub.Leave(subscription);
        }

        await Finish();
        if (_principal is { } principal)
        {
            _host.Registry.Left(principal.OrganizationId);
        }
    }
}
