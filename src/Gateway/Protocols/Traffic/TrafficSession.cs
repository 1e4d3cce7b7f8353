using Fleet.Events;
using Fleet.Gateway.Auth;
using Fleet.Gateway.Protocols.Streaming;
using Fleet.Gateway.Subscriptions;
using Fleet.Traffic;

namespace Fleet.Gateway.Protocols.Traffic;

/// <summary>
/// One connection's conversation. Messages are dealt with one after the other, each to its end, so that answers come in
/// the order of the questions; reading what a resume missed goes on behind.
/// </summary>
internal sealed partial class TrafficSession : SocketSession, ISubscriptionOwner
{
    private readonly TrafficHost _host;
    private readonly MessageRate _rate;
    private readonly Dictionary<string, Subscription> _subscriptions = new(StringComparer.Ordinal); // the receiving half's alone
    private readonly Queue<TrafficMessage> _pending = new(); // until auth is answered; bound: MaxPendingMessages
    private volatile int _subscriptionCount;
    private int _madeIds;

    public TrafficSession(TrafficHost host, WebSocketConnection connection)
        : base(connection, "ses_", host.Registry, host.SubscriptionOptions, host.Time)
    {
        _host = host;
        _rate = new MessageRate(host.Options.MessagesPer5Seconds, host.Options.MessagesPerMinute);
    }

    public override int SubscriptionCount => _subscriptionCount;

    protected override string Protocol => "traffic";

    /// <summary>The first word is the server's.</summary>
    public void Greet() => Answer(TrafficMessages.RateLimitInfo(Now, _host.Options));

    public override void Gap(FeedMember member) => _ = _host.Join.StartOver(member, this, SubscriptionStart.Gap);

    public void Confirm(Subscription subscription, IReadOnlyList<ShardPosition> offsets) =>
        Answer(TrafficMessages.Subscribed(Now, subscription, offsets));

    /// <summary>The present state, each thing as a message of its own, so that S2's clients need no code for it.</summary>
    public async ValueTask Present(Subscription subscription, IReadOnlyList<ShardSnapshot> shards, SubscriptionStart why)
    {
        var count = 0;
        foreach (var happened in shards.SelectMany(s => s.Traffic).Where(e => e is not WeatherAlerted warning || warning.Alert.End > Now).OrderBy(e => e.Timestamp))
        {
            var e = new FeedEvent(happened, default);
            if (!subscription.Shows(e))
                continue;

            Answer(e.Encoded(TrafficForm.Snapshot));
            count++;
            await Room();
        }

        Answer(TrafficMessages.SnapshotComplete(Now, subscription, why, count, [.. shards.Select(s => s.Head)]));
    }

    public void Resumed(Subscription subscription, long replayed, bool complete) =>
        Answer(TrafficMessages.ResumeComplete(Now, subscription, replayed, complete));

    public void Failed(Subscription subscription) => Complain(new TrafficError(TrafficErrors.SubscriptionFailed, "The state of traffic cannot be read at the moment. Subscribe again later.")
    {
        Channel = TrafficChannels.NameOf(subscription.EnteredChannels),
        SubscriptionId = subscription.Id,
        RetryAfter = TimeSpan.FromSeconds(5),
    });

    protected override ReadOnlyMemory<byte> Encode(object message) => message switch
    {
        FeedEvent e => e.Encoded(TrafficForm.Message),
        _ => throw new InvalidOperationException($"Traffic cannot write {message.GetType().Name}."),
    };

    protected override byte[] Write(StreamingError error) => TrafficMessages.Error(Now, TrafficError.Of(error));

    protected override byte[] WriteShutDown(TimeSpan retry) => TrafficMessages.ShutDown(Now, retry);

    protected override void CheckDeadlines(DateTimeOffset now)
    {
        if (!EndsByCredential(now, _host.Options.AuthenticationSeconds) && now - LastHeard >= TimeSpan.FromSeconds(_host.Options.IdleSeconds))
            Refuse(CloseCodes.GoingAway, "idle");
    }

    protected override void Leave() => _subscriptions.Values.ToList().ForEach(Drop);

    protected override async ValueTask Hear(ReadOnlyMemory<byte> utf8, CancellationToken aborted)
    {
        if (EndsByRate(_rate))
            return;

        var (message, error) = _host.Codec.Read(utf8);
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
            Complain(new TrafficError(TrafficErrors.SubscriptionFailed, "The message could not be dealt with."));
        }
    }

    private ValueTask Handle(TrafficMessage message, CancellationToken aborted)
    {
        switch (message)
        {
            case TrafficMessage.Auth auth:
                return Authenticate(auth, aborted);
            case TrafficMessage.Ping:
                Answer(TrafficMessages.Pong(Now));
                return ValueTask.CompletedTask;
            case not null when Principal is null:
                Hold(message);
                return ValueTask.CompletedTask;
            case TrafficMessage.Subscribe subscribe:
                return Subscribe(subscribe);
            default:
                Unsubscribe((TrafficMessage.Unsubscribe)message!);
                return ValueTask.CompletedTask;
        }
    }

    private void Hold(TrafficMessage message)
    {
        if (_pending.Count < _host.Options.MaxPendingMessages)
            _pending.Enqueue(message);
        else
            Complain(new TrafficError(TrafficErrors.InvalidMessage, $"At most {_host.Options.MaxPendingMessages} messages wait for auth; this one was not taken."));
    }

    private async ValueTask Authenticate(TrafficMessage.Auth auth, CancellationToken aborted)
    {
        if (Principal is not null)
        {
            Complain(new TrafficError(TrafficErrors.InvalidMessage, "This session is authenticated. Connect anew to change that."));
            return;
        }

        var result = auth.Token.StartsWith(ApiKeySecret.Prefix, StringComparison.Ordinal)
            ? await _host.Authenticator.AuthenticateApiKey(auth.Token, null, null, aborted)
            : await _host.Authenticator.AuthenticateToken(auth.Token, aborted);
        if (!result.Succeeded)
            Answer(TrafficMessages.AuthFailed(Now, TrafficError.Of(StreamingError.Refused(result)))); // S2 shows both: auth.failed, and an error with the code

        if (!Accept(result) || !TryEnter(result.Principal!))
            return;

        Answer(TrafficMessages.AuthSuccess(Now, Id, OrganizationId));
        while (_pending.TryDequeue(out var held) && !IsClosing)
        {
            await Handle(held, aborted);
        }
    }

    private async ValueTask Subscribe(TrafficMessage.Subscribe message)
    {
        ForgetEnded();
        var principal = Principal!;
        var id = message.SubscriptionId ?? MakeId();
        var name = TrafficChannels.NameOf(message.Channel);
        var refused = !principal.MayRead(name) ? new TrafficError(TrafficErrors.SubscriptionFailed, $"You may not read {name}.")
            : _subscriptions.ContainsKey(id) ? new TrafficError(TrafficErrors.SubscriptionFailed, "This session has a subscription of that id.")
            : _subscriptions.Count >= _host.Options.MaxSubscriptions ? new TrafficError(TrafficErrors.MaxSubscriptions, $"Maximum {_host.Options.MaxSubscriptions} subscriptions")
            : null;
        if (refused is not null)
        {
            Complain(refused with { Channel = name, SubscriptionId = message.SubscriptionId });
            return;
        }

        var filter = message.Filter is null ? SubscriptionFilter.All : SubscriptionFilter.All with { Traffic = message.Filter };
        var subscription = new Subscription(id, this, message.Channel, filter, Visibility.OfPlaces(principal));
        _subscriptions.Add(id, subscription);
        _subscriptionCount = _subscriptions.Count;
        await _host.Join.Start(subscription, this, message.Resume);
    }

    private void Unsubscribe(TrafficMessage.Unsubscribe message)
    {
        ForgetEnded();
        List<Subscription> dropped =
        [
            .. _subscriptions.Values.Where(s => message.SubscriptionId is null ? s.EnteredChannels == message.Channel : s.Id == message.SubscriptionId),
        ];
        if (dropped.Count == 0)
        {
            Complain(new TrafficError(TrafficErrors.SubscriptionFailed, "There is no such subscription.")
            {
                Channel = message.Channel == EventChannels.None ? null : TrafficChannels.NameOf(message.Channel),
                SubscriptionId = message.SubscriptionId,
            });
            return;
        }

        dropped.ForEach(Drop);
        Answer(TrafficMessages.Unsubscribed(Now, TrafficChannels.NameOf(dropped[0].EnteredChannels), [.. dropped.Select(s => s.Id)]));
    }

    private void Drop(Subscription subscription)
    {
        subscription.Drop(subscription.Channels);
        _host.Hub.Leave(subscription);
        _subscriptions.Remove(subscription.Id);
        _subscriptionCount = _subscriptions.Count;
    }

    /// <summary>Those that could not be started have ended by themselves.</summary>
    private void ForgetEnded()
    {
        foreach (var ended in _subscriptions.Values.Where(s => s.Ended).ToList())
        {
            _subscriptions.Remove(ended.Id);
        }

        _subscriptionCount = _subscriptions.Count;
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

    private void Complain(TrafficError error) => Answer(TrafficMessages.Error(Now, error));
}
