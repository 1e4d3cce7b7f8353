using System.Text.Json;
using Fleet.Events;
using Fleet.Gateway.Json;
using Fleet.Gateway.Protocols.SpatialFlow.Feeds;
using Fleet.Gateway.Protocols.Streaming;
using Fleet.Gateway.Subscriptions;

namespace Fleet.Gateway.Protocols.SpatialFlow;

/// <summary>
/// One connection to one of S3's paths: who it is stands in its handshake, what it wants in its path. It is one
/// subscription, from the first moment to the last.
/// </summary>
internal sealed partial class SpatialFlowSession : SocketSession, ISubscriptionOwner
{
    private readonly SpatialFlowHost _host;
    private readonly SpatialFlowFeed _feed;
    private readonly MessageRate _rate;
    private SpatialFlowRequest? _asked; // until it is admitted
    private FeedTicket? _ticket;
    private Subscription? _subscription; // the receiving half's alone
    private bool _tellsOffsets;
    private DateTimeOffset _pinged; // the sweep's alone

    public SpatialFlowSession(SpatialFlowHost host, WebSocketConnection connection, SpatialFlowFeed feed)
        : base(connection, "ses_", host.Registry, host.SubscriptionOptions, host.Time)
    {
        _host = host;
        _feed = feed;
        _rate = new MessageRate(host.Options.MessagesPer5Seconds, host.Options.MessagesPerMinute);
    }

    public override int SubscriptionCount => 1;

    protected override string Protocol => "spatialflow";

    /// <summary>Hears who asks for what, while the request is at hand. Never throws: what went wrong is told.</summary>
    public async Task Ask(HttpContext context, SpatialFlowCredential credential)
    {
        var resume = context.Request.Query["resume"] is [{ } places] ? places : null;
        var ids = context.Request.RouteValues.ToDictionary(v => v.Key, v => v.Value?.ToString() ?? "", StringComparer.Ordinal);
        try
        {
            _asked = new SpatialFlowRequest(await credential.Judge(_host.Authenticator, context.RequestAborted), ids, resume);
        }
        catch (Exception e) // a bug or a silo away; the client learns no more than that
        {
            AdmissionFailed(_host.Logger, e, Id, _feed.Name);
            RefuseForNow();
        }
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

    protected override void CheckDeadlines(DateTimeOffset now)
    {
        if (Principal is not null && EndsByCredential(now, 0))
        {
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
            _ = Connection.Ping();
        }
    }

    protected override async ValueTask Begin()
    {
        if (_asked is not { } asked || IsClosing)
        {
            return;
        }

        _asked = null;
        try
        {
            if (await Admit(asked) is not { } ticket)
            {
                return;
            }

            if (!SpatialFlowResume.TryRead(asked.Resume ?? "", out var places))
            {
                Answer(ServerMessages.Error(Now, new StreamingError(
                    ErrorTypes.InvalidSubscription, ErrorCodes.InvalidField, "resume: " + SpatialFlowResume.Rule)
                {
                    Fields = [new FieldError("resume", FieldErrorCode.Type, SpatialFlowResume.Rule)],
                }));
            }

            _tellsOffsets = asked.Resume is not null;
            _subscription = new Subscription(_feed.Name, this, ticket.Channels, ticket.Filter, Visibility.Of(Principal!));
            _ticket = ticket;
            await _host.Join.Start(_subscription, this, places);
        }
        catch (Exception e) when (e is not OperationCanceledException) // a bug or a silo away; the client learns no more than that
        {
            AdmissionFailed(_host.Logger, e, Id, _feed.Name);
            RefuseForNow();
        }
    }

    /// <summary>Null where it was refused, and told so.</summary>
    private async ValueTask<FeedTicket?> Admit(SpatialFlowRequest asked)
    {
        var result = asked.Who;
        if (!Accept(result))
        {
            return null;
        }

        var principal = result.Principal!;
        if (_feed.SuperuserOnly && !principal.IsSuperuser)
        {
            NotAdmitted(_host.Logger, principal.Subject, principal.OrganizationId, _feed.Name, ErrorCodes.SuperuserRequired);
            Refuse(CloseCodes.Forbidden, "superuser required", new StreamingError(
                ErrorTypes.AuthorizationFailed, ErrorCodes.SuperuserRequired, "This needs a token with is_superuser."));
            return null;
        }

        var ticket = await _feed.Admit(principal, asked.Ids);
        if (ticket.Refusal is { } refusal)
        {
            NotAdmitted(_host.Logger, principal.Subject, principal.OrganizationId, _feed.Name, refusal.Code);
            Refuse(ticket.CloseCode, ticket.Reason, refusal);
            return null;
        }

        return TryEnter(principal) ? ticket : null;
    }

    private async ValueTask Present(Subscription subscription, IReadOnlyList<ShardPosition> heads)
    {
        if (!subscription.Ended && await _feed.Present(Principal!, _ticket!, heads) is { } state)
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

    /// <summary>S3's clients say nothing. A <c>ping</c> is answered, for pages that cannot send WebSocket's own.</summary>
    protected override ValueTask Hear(ReadOnlyMemory<byte> utf8, CancellationToken aborted)
    {
        if (EndsByRate(_rate))
        {
            return ValueTask.CompletedTask;
        }

        Answer(TypeOf(utf8) is "ping" or "heartbeat" ? ServerMessages.Pong(Now) : ServerMessages.Error(Now, new StreamingError(
            ErrorTypes.InvalidMessage, ErrorCodes.UnknownType, "The only message here is {\"type\":\"ping\"}.")
        {
            Fields = [new FieldError("type", FieldErrorCode.Unknown, "must be ping")],
        }));
        return ValueTask.CompletedTask;
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

    protected override void Leave()
    {
        if (_subscription is { } subscription)
        {
            _host.Hub.Leave(subscription);
        }
    }

    protected override byte[] Write(StreamingError error) => ServerMessages.Error(Now, error);

    protected override byte[] WriteShutDown(TimeSpan retry) => ServerMessages.ShutDown(Now, retry);

    private void RefuseForNow() => Refuse(CloseCodes.GoingAway, "try again", new StreamingError(
        ErrorTypes.InternalError, ErrorCodes.Unexpected, "The connection could not be dealt with. Connect again later."));
}
