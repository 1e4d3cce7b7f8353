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
#pragma warning disable CA1001 // a semaphore that nobody asks for its wait handle holds nothing to dispose of
internal sealed partial class IngestSession : SocketSession
#pragma warning restore CA1001
{
    public const string Door = "socket";

    private readonly IngestSocketHost _host;
    private readonly MessageRate _others;

    /// <summary>Bound: MaxInFlight. Overflow: the socket is not read. Owner: this session.</summary>
    private readonly SemaphoreSlim _slots;

    private VehicleLanes? _lanes;

    public IngestSession(IngestSocketHost host, WebSocketConnection connection)
        : base(connection, "ing_", host.Registry, host.Queues, host.Time)
    {
        _host = host;
        _slots = new SemaphoreSlim(host.Options.MaxInFlight);
        _others = new MessageRate(host.Options.OtherMessagesPer5Seconds, host.Options.OtherMessagesPerMinute);
    }

    public override int SubscriptionCount => 0;

    protected override string Protocol => "ingest";

    /// <summary>Takes who is speaking. Once a session.</summary>
    public void Enter(Principal principal)
    {
        if (!principal.Has(Role.Operator))
        {
            Refuse(CloseCodes.Forbidden, "forbidden", new StreamingError(
                ErrorTypes.AuthorizationFailed, IngestErrorCodes.RoleForbidden, $"This needs the role {WireNames<Role>.Of(Role.Operator)}."));
        }
        else if (TryEnter(principal))
        {
            _lanes = new VehicleLanes(principal.OrganizationId, _host.Reports, Answered);
            Answer(IngestAnswers.AuthSuccess(Now, Id, principal.OrganizationId, _host.Options, _host.Ingest));
        }
    }

    public override void Gap(FeedMember member) => throw new InvalidOperationException("An ingest socket has no feed.");

    protected override ReadOnlyMemory<byte> Encode(object message)
    {
        var answered = (IngestMessage)message;
        _slots.Release();
        return answered.Refused is null
            ? IngestAnswers.Ack(answered)
            : IngestAnswers.SlowDown(answered, TimeSpan.FromSeconds(_host.Ingest.RetryAfterSeconds), _lanes!.Held);
    }

    protected override byte[] Write(StreamingError error) => IngestAnswers.Error(Now, error, null);

    protected override byte[] WriteShutDown(TimeSpan retry) => IngestAnswers.ShutDown(Now, retry);

    protected override void CheckDeadlines(DateTimeOffset now)
    {
        if (!EndsByCredential(now, _host.Options.AuthenticationSeconds)
            && now - LastHeard >= TimeSpan.FromSeconds(_host.Options.IdleSeconds)
            && _slots.CurrentCount == _host.Options.MaxInFlight)
            EndIdle(_host.Options.IdleSeconds);
    }

    protected override async ValueTask Hear(ReadOnlyMemory<byte> utf8, CancellationToken aborted)
    {
        // Before it is read, so that what is read but not answered is bounded.
        await _slots.WaitAsync(aborted);
        var answering = false;
        try
        {
            var message = _host.Reader.Read(utf8, Principal);
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
        var budget = _host.Budgets.Of(Principal!);
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
        if (EndsByRate(_others))
            return;

        if (message.Error is { } error)
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
        if (Principal is not null)
        {
            Complain(new StreamingError(ErrorTypes.InvalidMessage, ErrorCodes.AlreadyAuthenticated, "This session is authenticated. Connect anew to change that."), null);
            return;
        }

        var result = auth.ApiKey is { } key
            ? await _host.Authenticator.AuthenticateApiKey(key, auth.Timestamp, auth.Signature, aborted)
            : await _host.Authenticator.AuthenticateToken(auth.Token!, aborted);
        if (Accept(result))
            Enter(result.Principal!);
    }

    private void Complain(StreamingError error, long? seq) => Answer(IngestAnswers.Error(Now, error, seq));
}
