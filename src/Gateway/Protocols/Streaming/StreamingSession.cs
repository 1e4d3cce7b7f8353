using Fleet.Events;
using Fleet.Gateway.Subscriptions;

namespace Fleet.Gateway.Protocols.Streaming;

/// <summary>
/// One connection's conversation. Messages are dealt with one after the other, each to its end (a subscribe until its
/// initial_data is queued), so that answers come in the order of the questions; reading what a resume missed goes on
/// behind.
/// </summary>
internal sealed partial class StreamingSession : SocketSession, ISubscriptionOwner
{
    private readonly StreamingHost _host;
    private readonly MessageRate _rate;
    private readonly Dictionary<string, Subscription> _subscriptions = new(StringComparer.Ordinal); // the receiving half's alone
    private readonly Queue<ClientMessage> _pending = new(); // until auth is answered; bound: MaxPendingMessages
    private volatile int _subscriptionCount;
    private int _madeIds;

    public StreamingSession(StreamingHost host, WebSocketConnection connection)
        : base(connection, "ses_", host.Registry, host.SubscriptionOptions, host.Time)
    {
        _host = host;
        _bufferSize = host.SubscriptionOptions.ConflateAt;
        _rate = new MessageRate(host.Options.MessagesPer5Seconds, host.Options.MessagesPerMinute);
    }

    public override int SubscriptionCount => _subscriptionCount;

    protected override string Protocol => "streaming";

    public override void Gap(FeedMember member) => _ = _host.Join.StartOver(member, this, SubscriptionStart.Gap);

    public void Confirm(Subscription subscription, IReadOnlyList<ShardPosition> offsets) =>
        Answer(ServerMessages.SubscriptionConfirmed(Now, subscription, offsets));

    public async ValueTask Present(Subscription subscription, IReadOnlyList<ShardSnapshot> shards, SubscriptionStart why)
    {
        var fleet = why != SubscriptionStart.Gap && (subscription.Channels & EventChannels.FleetOverview) != 0
            ? await _host.Fleet.Now(subscription)
            : null;
        var figures = why != SubscriptionStart.Gap && (subscription.Channels & EventChannels.Analytics) != 0
            ? await _host.Analytics.Now(OrganizationId)
            : null;
        var events = InitialState.Of(subscription, shards);
        IReadOnlyList<ShardPosition> offsets = [.. shards.Select(s => s.Head)];
        var size = _host.Options.InitialDataSize;
        for (var at = 0; at == 0 || at < events.Count; at += size)
        {
            var final = at + size >= events.Count;
            var part = events.GetRange(at, Math.Min(size, events.Count - at));
            Answer(ServerMessages.InitialData(Now, new InitialData(subscription, why, offsets, part, final ? fleet : null, final ? figures : null, final)));
            await Room();
        }
    }

    public void Resumed(Subscription subscription, long replayed, bool complete) =>
        Answer(ServerMessages.ResumeComplete(Now, subscription.Id, replayed, complete));

    public void Replayed(Subscription subscription, ReplayEnd end) => Answer(ServerMessages.Replayed(Now, subscription.Id, end));

    /// <summary>It has ended; <see cref="ForgetEnded"/> takes it out.</summary>
    public void Failed(Subscription subscription)
    {
        Complain(new StreamingError(ErrorTypes.InternalError, ErrorCodes.ShardsUnavailable, "The fleet's state cannot be read at the moment. Subscribe again later.")
        {
            SubscriptionId = subscription.Id,
            RetryAfter = TimeSpan.FromSeconds(5),
        });
    }

    protected override ReadOnlyMemory<byte> Encode(object message) => message switch
    {
        FeedEvent e => e.Encoded(StreamingForm.Message),
        EventRun run => run.Encoded(ServerMessages.LocationBatch),
        FleetStatus status => status.Encoded(ServerMessages.FleetStatus),
        FleetFigures figures => figures.Encoded(AnalyticsJson.Encode),
        _ => throw new InvalidOperationException($"Streaming cannot write {message.GetType().Name}."),
    };

    protected override byte[] Write(StreamingError error) => ServerMessages.Error(Now, error);

    protected override byte[] WriteShutDown(TimeSpan retry) => ServerMessages.ShutDown(Now, retry);

    protected override void CheckDeadlines(DateTimeOffset now)
    {
        if (!EndsByCredential(now, _host.Options.AuthenticationSeconds) && now - LastHeard >= TimeSpan.FromSeconds(_host.Options.IdleSeconds))
        {
            EndIdle(_host.Options.IdleSeconds);
        }
    }

    protected override void Leave()
    {
        foreach (var subscription in _subscriptions.Values.ToList())
        {
            Drop(subscription, subscription.Channels);
        }
    }

    protected override async ValueTask Hear(ReadOnlyMemory<byte> utf8, CancellationToken aborted)
    {
        if (EndsByRate(_rate))
        {
            return;
        }

        var (message, error) = _host.Reader.Read(utf8);
        if (error is not null)
        {
            Complain(error);
            return;
        }

        try
        {
            await Handle(message!, aborted);
        }
        catch (Exception e) when (e is not OperationCanceledException) // a bug or a silo away; the client learns no more than that
        {
            HandlingFailed(_host.Logger, e, Id, message!.GetType().Name);
            Complain(new StreamingError(ErrorTypes.InternalError, ErrorCodes.Unexpected, "The message could not be dealt with."));
        }
    }

    private ValueTask Handle(ClientMessage message, CancellationToken aborted)
    {
        switch (message)
        {
            case ClientMessage.Auth auth:
                return Authenticate(auth, aborted);
            case not null when Principal is null:
                Hold(message);
                return ValueTask.CompletedTask;
            case ClientMessage.Subscribe subscribe:
                return Subscribe(subscribe);
            case ClientMessage.Unsubscribe unsubscribe:
                Unsubscribe(unsubscribe);
                return ValueTask.CompletedTask;
            case ClientMessage.Configure configure:
                Configure(configure.Settings);
                return ValueTask.CompletedTask;
            case ClientMessage.ConfigureThresholds thresholds:
                return ConfigureThresholds(thresholds);
            case ClientMessage.RegisterCustomEvent register:
                return RegisterCustomEvent(register);
            case ClientMessage.ConfirmCustomEvent confirm:
                return ConfirmCustomEvent(confirm);
            default:
                Answer(ServerMessages.Pong(Now)); // a ping, or S0's heartbeat
                return ValueTask.CompletedTask;
        }
    }

    private void Hold(ClientMessage message)
    {
        if (_pending.Count < _host.Options.MaxPendingMessages)
        {
            _pending.Enqueue(message);
        }
        else
        {
            Complain(new StreamingError(ErrorTypes.InvalidMessage, ErrorCodes.TooManyPending,
                $"At most {_host.Options.MaxPendingMessages} messages wait for auth; this one was not taken."));
        }
    }

    private async ValueTask Authenticate(ClientMessage.Auth auth, CancellationToken aborted)
    {
        if (Principal is not null)
        {
            Complain(new StreamingError(ErrorTypes.InvalidMessage, ErrorCodes.AlreadyAuthenticated, "This session is authenticated. Connect anew to change that."));
            return;
        }

        var result = auth.ApiKey is { } key
            ? await _host.Authenticator.AuthenticateApiKey(key, auth.Timestamp, auth.Signature, aborted)
            : await _host.Authenticator.AuthenticateToken(auth.Token!, aborted);
        if (!Accept(result) || !TryEnter(result.Principal!))
        {
            return;
        }

        Answer(ServerMessages.AuthSuccess(Now, Id, OrganizationId, _host.Options));
        while (_pending.TryDequeue(out var held) && !IsClosing)
        {
            await Handle(held, aborted);
        }
    }

    private async ValueTask Subscribe(ClientMessage.Subscribe message)
    {
        ForgetEnded();
        var principal = Principal!;
        var id = message.SubscriptionId ?? MakeId();
        var subscription = new Subscription(id, this, message.Channels, message.Filter, Visibility.Of(principal), message.Replay);
        var refused = SubscriptionRules.Check(message, subscription, principal, _subscriptions.ContainsKey(id), _subscriptions.Count, _host.Options)
            ?? SubscriptionRules.CheckReplay(message, Now, _subscriptions.Values.Count(s => s.IsReplaying), Options);
        if (refused is not null)
        {
            Complain(refused with { SubscriptionId = message.SubscriptionId });
            return;
        }

        _subscriptions.Add(id, subscription);
        _subscriptionCount = _subscriptions.Count;
        if (message.Replay is not null)
        {
            if (!await _host.Replay.TryStart(subscription, this))
            {
                Forget(subscription);
                Complain(SubscriptionRules.TooManyReplays("This gateway has as many replays as it may.") with { SubscriptionId = message.SubscriptionId });
            }

            return;
        }

        await _host.Join.Start(subscription, this, message.Resume);
        if (!subscription.Ended && (message.Channels & EventChannels.Analytics) != 0)
        {
            _host.Analytics.Join(subscription, Tell);
        }

        if (!subscription.Ended && (message.Channels & EventChannels.FleetOverview) != 0)
        {
            _host.Fleet.Join(subscription, Tell);
            if (message.Resume is not null)
            {
                Tell(await _host.Fleet.Now(subscription));
            }
        }
    }

    private void Unsubscribe(ClientMessage.Unsubscribe message)
    {
        ForgetEnded();
        List<string> ids = [];
        var channels = EventChannels.None;
        foreach (var subscription in _subscriptions.Values.ToList())
        {
            var dropped = message.SubscriptionId is null ? subscription.Channels & message.Channels
                : subscription.Id == message.SubscriptionId ? subscription.Channels
                : EventChannels.None;
            if (dropped == EventChannels.None)
            {
                continue;
            }

            ids.Add(subscription.Id);
            channels |= dropped;
            Drop(subscription, dropped);
        }

        if (ids.Count > 0)
        {
            Answer(ServerMessages.Unsubscribed(Now, ids, channels));
        }
        else
        {
            Complain(new StreamingError(ErrorTypes.InvalidSubscription, ErrorCodes.NotSubscribed, "There is no such subscription.")
            {
                SubscriptionId = message.SubscriptionId,
            });
        }
    }

    private void Drop(Subscription subscription, EventChannels channels)
    {
        subscription.Drop(channels);
        if ((channels & EventChannels.FleetOverview) != 0)
        {
            _host.Fleet.Leave(subscription);
        }

        if ((channels & EventChannels.Analytics) != 0)
        {
            _host.Analytics.Leave(subscription);
        }

        if (subscription.Channels == EventChannels.None)
        {
            _host.Hub.Leave(subscription);
            Forget(subscription);
        }
    }

    private void Forget(Subscription subscription)
    {
        _subscriptions.Remove(subscription.Id);
        _subscriptionCount = _subscriptions.Count;
    }

    /// <summary>Replays end by themselves, on other threads than the receiving half's.</summary>
    private void ForgetEnded()
    {
        foreach (var ended in _subscriptions.Values.Where(s => s.Ended).ToList())
        {
            Forget(ended);
        }
    }

    private string MakeId()
    {
        string id;
        do
        {
            id = $"sub_{++_madeIds}";
        }
        while (_subscriptions.ContainsKey(id));

        return id;
    }

    private void Complain(StreamingError error) => Answer(Write(error));
}
