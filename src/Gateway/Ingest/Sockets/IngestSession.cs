using System.Net.WebSockets;
using System.Security.Cryptography;
using Fleet.Gateway.Auth;
using Fleet.Gateway.Json;
using Fleet.Gateway.Protocols;
using Fleet.Gateway.Protocols.Streaming;
using Fleet.Gateway.Subscriptions;
using Fleet.Organizations;

namespace Fleet.Gateway.Ingest.Sockets;

/// <summary>
/// One ingest socket: messages are read one after the other, up to MaxInFlight are on their way to the log, and each is
/// answered by its own sequence when it is done. A slot is free again when its answer is about to be sent, so that a
/// client which reads no answers is not read either.
/// </summary>
internal sealed partial class IngestSession : SubscriberSession, IDisposable
{
    public const string Door = "socket";

    private readonly IngestSocketHost _host;
    private readonly WebSocketConnection _transport;
    private readonly MessageRate _others;
    private readonly DateTimeOffset _opened;

    /// <summary>Bound: MaxInFlight. Overflow: the socket is not read. Owner: this session.</summary>
    private readonly SemaphoreSlim _slots;

    private volatile Principal? _principal;
    private VehicleLanes? _lanes;

    public IngestSession(IngestSocketHost host, WebSocketConnection transport)
        : base(transport, host.Registry, host.Queues, host.Time)
    {
        _host = host;
        _transport = transport;
        transport.Heard = Heard;
        _opened = host.Time.GetUtcNow();
        _slots = new SemaphoreSlim(host.Options.MaxInFlight);
        _others = new MessageRate(
            host.Options.OtherMessagesPer5Seconds, TimeSpan.FromSeconds(5), host.Options.OtherMessagesPerMinute, TimeSpan.FromMinutes(1));
    }

    public string Id { get; } = "ing_" + RandomNumberGenerator.GetHexString(24, lowercase: true);

    public override string OrganizationId => _principal?.OrganizationId ?? "";

    public override int SubscriptionCount => 0;

    private DateTimeOffset Now => _host.Time.GetUtcNow();

    public override string? KeyId => _principal?.KeyId;

    public override void EndCredential(bool revoked)
    {
        if (revoked)
            Refuse(CloseCodes.AuthenticationFailed, "key revoked", StreamingError.KeyRevoked);
        else
            Refuse(CloseCodes.TokenExpired, "key expired", StreamingError.CredentialExpired);
    }

    /// <summary>Until the connection ends.</summary>
    public async Task Run(CancellationToken aborted)
    {
        try
        {
            while (await Step(aborted))
            {
            }
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException or IOException or ObjectDisposedException)
        {
            // The peer is gone without a word. What it had no answer for it sends again.
        }
        finally
        {
            await Finish();
            if (_principal is { } principal)
                _host.Registry.Left(principal.OrganizationId);
        }
    }

    /// <summary>Takes who is speaking. Once a session.</summary>
    public void Enter(Principal principal)
    {
        if (!principal.Has(Role.Operator))
        {
            Refuse(CloseCodes.Forbidden, "forbidden", new StreamingError(
                ErrorTypes.AuthorizationFailed, IngestErrorCodes.RoleForbidden, $"This needs the role {WireNames<Role>.Of(Role.Operator)}."));
        }
        else if (!_host.Registry.TryJoin(principal.OrganizationId))
        {
            RefuseConnection("The organization has as many connections as it may.");
        }
        else
        {
            _lanes = new VehicleLanes(principal.OrganizationId, _host.Reports, Answered);
            _principal = principal;
            Answer(IngestAnswers.AuthSuccess(Now, Id, principal.OrganizationId, _host.Options, _host.Ingest));
        }
    }

    public void Refuse(int code, string reason) => Close(code, reason, null, drop: false);

    public void RefuseConnection(string message) => Refuse(CloseCodes.ConnectionLimit, "connection limit", new StreamingError(
        ErrorTypes.RateLimitExceeded, ErrorCodes.ConnectionLimit, message) { RetryAfter = TimeSpan.FromSeconds(30) });

    public void ShutDown()
    {
        var retry = TimeSpan.FromMilliseconds(RandomNumberGenerator.GetInt32(500, 5_000)); // so that not all come back at once
        Close(
            CloseCodes.GoingAway,
            $"server going away, retry after {(int)retry.TotalMilliseconds} ms",
            IngestAnswers.ShutDown(Now, retry),
            drop: false);
    }

    public override void Gap(FeedMember member) => throw new InvalidOperationException("An ingest socket has no feed.");

    public void Dispose() => _slots.Dispose();

    protected override ReadOnlyMemory<byte> Encode(object message)
    {
        var answered = (IngestMessage)message;
        _slots.Release();
        return answered.Refused is null
            ? IngestAnswers.Ack(answered)
            : IngestAnswers.SlowDown(answered, TimeSpan.FromSeconds(_host.Ingest.RetryAfterSeconds), _lanes!.Held);
    }

    protected override void TooSlow() => Close(CloseCodes.SlowConsumer, "slow consumer", null, drop: true);

    protected override void CheckDeadlines(DateTimeOffset now)
    {
        if (_principal is not { } principal)
        {
            if (now - _opened >= TimeSpan.FromSeconds(_host.Options.AuthenticationSeconds))
            {
                Refuse(CloseCodes.AuthenticationFailed, "authentication timed out", new StreamingError(
                    ErrorTypes.ConnectionTimeout, ErrorCodes.AuthenticationTimeout, $"No valid auth within {_host.Options.AuthenticationSeconds} s."));
            }
        }
        else if (principal.ExpiresAt <= now)
        {
            Refuse(CloseCodes.TokenExpired, "token expired", StreamingError.CredentialExpired);
        }
        else if (now - LastHeard >= TimeSpan.FromSeconds(_host.Options.IdleSeconds) && _slots.CurrentCount == _host.Options.MaxInFlight)
        {
            Refuse(CloseCodes.GoingAway, "idle", new StreamingError(
                ErrorTypes.ConnectionTimeout, ErrorCodes.Idle, $"Nothing arrived for {_host.Options.IdleSeconds} s. Send a ping more often."));
        }
    }

    private async ValueTask<bool> Step(CancellationToken aborted)
    {
        var inbound = await _transport.Receive(aborted);
        try
        {
            switch (inbound.Kind)
            {
                case InboundKind.Close:
                    Close(_transport.PeerCloseCode ?? CloseCodes.Normal, "", null, drop: true);
                    await Farewell;
                    return false;
                case var _ when IsClosing:
                    return true; // it is told goodbye already; what it still says is not heard
                case InboundKind.Binary:
                    Refuse(CloseCodes.BinaryRefused, "text expected", new StreamingError(
                        ErrorTypes.InvalidMessage, ErrorCodes.BinaryFrame, "Messages are text."));
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

    private async ValueTask Hear(ReadOnlyMemory<byte> utf8, CancellationToken aborted)
    {
        // Before it is read, so that what is read but not answered is bounded.
        await _slots.WaitAsync(aborted);
        var answering = false;
        try
        {
            var message = _host.Reader.Read(utf8, _principal);
            if (message.Batch is { } batch)
            {
                answering = true;
                Take(new IngestMessage(message.Seq!.Value, batch));
            }
            else
            {
                await HearOther(message, aborted);
            }
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // A bug or a silo away. What is not answered comes again over a new connection.
            LogFailed(_host.Logger, e, Id);
            Refuse(CloseCodes.GoingAway, "failed", new StreamingError(ErrorTypes.InternalError, ErrorCodes.Unexpected, "The message could not be dealt with."));
        }
        finally
        {
            if (!answering)
                _slots.Release();
        }
    }

    private void Take(IngestMessage message)
    {
        var budget = _host.Budgets.Of(_principal!);
        if (budget.RetryAfterSeconds() is > 0 and var wait)
        {
            _lanes!.Refuse(message, SlowDownReason.Rate, TimeSpan.FromSeconds(wait));
            TurnAway(message);
        }
        else if (!_lanes!.TryTake(message))
        {
            TurnAway(message);
        }
        else
        {
            budget.Charge(Math.Max(1, message.Batch.Items.Count));
        }
    }

    private void TurnAway(IngestMessage message)
    {
        _host.Instruments.Throttled(Door);
        Answer(message);
    }

    /// <summary>Any thread: all of a message that was taken has its outcome.</summary>
    private void Answered(IngestMessage message)
    {
        if (message.Refused is null)
            _host.Instruments.Settled(Door, message.Batch, message.Statuses);
        else
            _host.Instruments.Failed(Door, message.Batch);

        // One line for the message that holds the others up, not one for each behind it.
        if (message.Cause is { } cause && _lanes!.Held == message.Seq)
            LogUnavailable(_host.Logger, cause, Id, message.Batch.Principal.OrganizationId);

        Answer(message);
    }

    private async ValueTask HearOther(IngestInbound message, CancellationToken aborted)
    {
        var wait = _others.Take(Now);
        if (wait > TimeSpan.Zero)
        {
            Refuse(CloseCodes.RateLimit, "rate limit", new StreamingError(
                ErrorTypes.RateLimitExceeded, ErrorCodes.MessageRate,
                $"At most {_host.Options.OtherMessagesPer5Seconds} messages without positions in 5 s and {_host.Options.OtherMessagesPerMinute} in a minute.") { RetryAfter = wait });
        }
        else if (message.Error is { } error)
        {
            Complain(error, message.Seq);
        }
        else if (message.Other is ClientMessage.Auth auth)
        {
            await Authenticate(auth, aborted);
        }
        else
        {
            Answer(IngestAnswers.Pong(Now));
        }
    }

    private async ValueTask Authenticate(ClientMessage.Auth auth, CancellationToken aborted)
    {
        if (_principal is not null)
        {
            Complain(new StreamingError(ErrorTypes.InvalidMessage, ErrorCodes.AlreadyAuthenticated, "This session is authenticated. Connect anew to change that."), null);
            return;
        }

        var result = auth.ApiKey is { } key
            ? await _host.Authenticator.AuthenticateApiKey(key, auth.Timestamp, auth.Signature, aborted)
            : await _host.Authenticator.AuthenticateToken(auth.Token!, aborted);
        if (result.Failure == AuthFailure.TooManyFailures)
        {
            Refuse(CloseCodes.RateLimit, "too many failed authentications", StreamingError.TooManyFailures(result.RetryAfter));
        }
        else if (!result.Succeeded)
        {
            Refuse(CloseCodes.AuthenticationFailed, "authentication failed", new StreamingError(
                ErrorTypes.AuthenticationFailed, WireNames<AuthFailure>.Of(result.Failure), "The credential was not accepted."));
        }
        else if (!IsClosing)
        {
            Enter(result.Principal);
        }
    }

    private void Refuse(int code, string reason, StreamingError error) =>
        Close(code, reason, IngestAnswers.Error(Now, error, null), drop: false);

    private void Complain(StreamingError error, long? seq) => Answer(IngestAnswers.Error(Now, error, seq));
}
