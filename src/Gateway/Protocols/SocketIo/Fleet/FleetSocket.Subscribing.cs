using System.Collections.Frozen;
using System.Text;
using System.Text.Json;
using Fleet.Events;
using Fleet.Gateway.Auth;
using Fleet.Gateway.Json;
using Fleet.Gateway.Protocols.Streaming;
using Fleet.Gateway.Subscriptions;

namespace Fleet.Gateway.Protocols.SocketIo.Fleet;

/// <summary>What a client can say, and S1's half of it.</summary>
internal sealed partial class FleetSocket
{
    private static readonly FrozenSet<string> Events = new[]
    {
        "subscribe", "unsubscribe", "heartbeat", "subscribe:vehicle", "unsubscribe:vehicle", "subscribe:trip", "unsubscribe:trip",
        "subscribe:tracking", "unsubscribe:tracking", "request:active-vehicles", "notification:request-count", "notification:mark-read",
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>A subscription stands: who waits for an acknowledgement has it, S1's clients also wait for the event.</summary>
    public void Confirm(Subscription subscription)
    {
        if (!_wishes.TryGetValue(subscription.Id, out var wish))
        {
            return;
        }

        if (wish.Lane.Kind == LaneKind.Channels)
        {
            Answer("subscription_confirmed", subscription, FleetMessages.WriteConfirmed);
        }

        Acknowledge(wish.Ack, subscription, FleetMessages.WriteConfirmed);
    }

    public void Failed(Subscription subscription)
    {
        var ack = _wishes.GetValueOrDefault(subscription.Id)?.Ack;
        Forget(subscription);
        Complain(ack, new StreamingError(
            ErrorTypes.InternalError, ErrorCodes.ShardsUnavailable, "The fleet's state cannot be read at the moment. Subscribe again later.")
        {
            SubscriptionId = subscription.Id,
            RetryAfter = TimeSpan.FromSeconds(5),
        });
    }

    public void StartOver(FeedMember member, Lane lane) => _ = _host.Join.StartOver(member, lane, SubscriptionStart.Gap);

    /// <summary>The present state. S1's clients forget what they had when initial_data comes, hence only once; later it is told event by event.</summary>
    public async ValueTask Present(Lane lane, Subscription subscription, IReadOnlyList<ShardSnapshot> shards, SubscriptionStart why)
    {
        if (lane.Kind != LaneKind.Channels)
        {
            await PresentRoom(lane, subscription, shards);
            return;
        }

        var events = InitialState.Of(subscription, shards);
        var told = 0;
        if (!_hadInitialData)
        {
            _hadInitialData = true;
            told = Math.Min(events.Count, _host.Options.InitialDataSize);
            var fleet = _principal!.MayRead(StreamingChannels.FleetOverview) ? await _host.Fleet.Now(Overview(subscription)) : null;
            Answer("initial_data", (subscription, (IReadOnlyList<FeedEvent>)events.GetRange(0, told), fleet), FleetMessages.WriteInitialData);
            if (fleet is not null)
            {
                Session.Enqueue(fleet, 1, null);
            }
        }
        else if (why != SubscriptionStart.Gap && (subscription.Channels & EventChannels.FleetOverview) != 0)
        {
            Session.Enqueue(await _host.Fleet.Now(subscription), 1, null);
        }

        foreach (var e in events.Skip(told))
        {
            Present(SocketIoForm.Channel, e);
            await Session.Room();
        }
    }

    /// <summary>The whole fleet that the client may see, unless it asked for a part of it.</summary>
    private Subscription Overview(Subscription subscription) => (subscription.Channels & EventChannels.FleetOverview) != 0
        ? subscription
        : new Subscription("overview", subscription.Subscriber, EventChannels.FleetOverview, SubscriptionFilter.All, _visibility);

    private ValueTask Handle(string name, JsonElement argument, long? ack)
    {
        switch (name)
        {
            case "subscribe":
                return Subscribe(argument, ack);
            case "unsubscribe":
                Unsubscribe(argument, ack);
                return ValueTask.CompletedTask;
            case "heartbeat":
                Acknowledge(ack, Now, static (writer, now) =>
                {
                    writer.WriteStartObject();
                    writer.WriteTime("timestamp"u8, now);
                    writer.WriteEndObject();
                });
                return ValueTask.CompletedTask;
            default:
                if (Events.Contains(name))
                {
                    return HandleRoom(name, argument, ack);
                }

                Complain(ack, new StreamingError(ErrorTypes.InvalidMessage, ErrorCodes.UnknownType, "There is no such event.")
                {
                    Fields = [new FieldError("event", FieldErrorCode.Unknown, "must be one of " + string.Join(", ", Events.Order(StringComparer.Ordinal)))],
                });
                return ValueTask.CompletedTask;
        }
    }

    private async ValueTask Subscribe(JsonElement argument, long? ack)
    {
        var errors = new FieldErrors();
        if (JsonFields.Open(argument, "", errors) is not { } fields)
        {
            Complain(ack, Invalid(errors));
            return;
        }

        var (message, error) = _host.Reader.ReadSubscribe(fields);
        if (error is not null)
        {
            Complain(ack, error);
            return;
        }

        var wish = (ClientMessage.Subscribe)message!;
        if (wish.Resume is not null || wish.Replay is not null)
        {
            fields.Fail(wish.Resume is not null ? "resume" : "replay", FieldErrorCode.Unknown, "is streaming's; Socket.IO recovers by pid and offset");
            Complain(ack, Invalid(fields.Errors));
            return;
        }

        var key = KeyOf(wish.Channels, wish.Filter);
        if (_wishes.Values.FirstOrDefault(w => w.Key == key) is { } known)
        {
            // As joining a room twice: S1's hook subscribes again on every connect, recovered or not.
            Answer("subscription_confirmed", known.Subscription, FleetMessages.WriteConfirmed);
            Acknowledge(ack, known.Subscription, FleetMessages.WriteConfirmed);
            return;
        }

        var id = wish.SubscriptionId ?? MakeId();
        var lane = _lanes[(int)LaneKind.Channels];
        var subscription = new Subscription(id, lane, wish.Channels, wish.Filter, _visibility);
        if (SubscriptionRules.Check(wish, subscription, _principal!, _wishes.ContainsKey(id), lane.SubscriptionCount, _host.Streaming) is { } refused
            || Full(lane, _host.Options.MaxSubscriptions, out refused))
        {
            Complain(ack, refused!);
            return;
        }

        await Start(new Wish(key, lane, wish.Filter, subscription, ack));
        if (!subscription.Ended && (wish.Channels & EventChannels.FleetOverview) != 0)
        {
            _host.Fleet.Join(subscription, TellFleet);
        }
    }

    private async ValueTask Start(Wish wish)
    {
        _wishes.Add(wish.Subscription.Id, wish);
        wish.Lane.SubscriptionCount++;
        await _host.Join.Start(wish.Subscription, wish.Lane, null);
    }

    /// <summary>With filters: what was subscribed to with the same ones. Without: the channels, wherever they are.</summary>
    private void Unsubscribe(JsonElement argument, long? ack)
    {
        var errors = new FieldErrors();
        if (JsonFields.Open(argument, "", errors) is not { } fields)
        {
            Complain(ack, Invalid(errors));
            return;
        }

        var (message, error) = ClientMessageReader.ReadUnsubscribe(fields);
        if (error is not null)
        {
            Complain(ack, error);
            return;
        }

        var wish = (ClientMessage.Unsubscribe)message!;
        string? filterKey = null;
        if (fields.Object("filters") is { } filters && filters.Names.Any())
        {
            var (_, filter) = new FilterReader(_host.Streaming.MaxFilterIds).Read(fields, wish.Channels);
            if (fields.Errors.Any)
            {
                Complain(ack, Invalid(fields.Errors));
                return;
            }

            filterKey = KeyOf(EventChannels.None, filter);
        }

        var dropped = false;
        foreach (var known in _wishes.Values.Where(w => w.Lane.Kind == LaneKind.Channels).ToList())
        {
            var channels = wish.SubscriptionId is { } id ? (known.Subscription.Id == id ? known.Subscription.Channels : EventChannels.None)
                : filterKey is null || filterKey == KeyOf(EventChannels.None, known.Filter) ? known.Subscription.Channels & wish.Channels
                : EventChannels.None;
            if (channels != EventChannels.None)
            {
                dropped = true;
                Drop(known, channels);
            }
        }

        if (!dropped)
        {
            Complain(ack, new StreamingError(ErrorTypes.InvalidSubscription, ErrorCodes.NotSubscribed, "There is no such subscription."));
        }
        else
        {
            Acknowledge(ack, 0, static (writer, _) => writer.WriteBooleanValue(true));
        }
    }

    private void Drop(Wish wish, EventChannels channels)
    {
        wish.Subscription.Drop(channels);
        if ((channels & EventChannels.FleetOverview) != 0)
        {
            _host.Fleet.Leave(wish.Subscription);
        }

        if (wish.Subscription.Channels == EventChannels.None)
        {
            _host.Hub.Leave(wish.Subscription);
            Forget(wish.Subscription);
        }
        else
        {
            // What is left of it is no longer what was wished: the same wish again is a new one.
            _wishes[wish.Subscription.Id] = wish with { Key = KeyOf(wish.Subscription.Channels, wish.Filter) };
        }
    }

    private void Forget(Subscription subscription)
    {
        if (_wishes.Remove(subscription.Id, out var wish))
        {
            wish.Lane.SubscriptionCount--;
        }
    }

    private void TellFleet(FleetStatus status) => Session.Enqueue(status, 1, null);

    private static bool Full(Lane lane, int max, out StreamingError? refused)
    {
        refused = lane.SubscriptionCount < max ? null : new StreamingError(
            ErrorTypes.InvalidSubscription, ErrorCodes.SubscriptionLimit, $"A connection may have {max} subscriptions.");
        return refused is not null;
    }

    private static StreamingError Invalid(FieldErrors errors) =>
        new(ErrorTypes.InvalidMessage, ErrorCodes.InvalidField, $"{errors.Items[0].Field}: {errors.Items[0].Message}") { Fields = errors.Items };

    private static string KeyOf(EventChannels channels, SubscriptionFilter filter) =>
        $"{(int)channels}{Encoding.UTF8.GetString(JsonBytes.Write(filter, static (writer, f) => FilterWriter.Write(writer, "", f)))}";

    private string MakeId()
    {
        string id;
        do
        {
            id = $"sub_{++_madeIds}";
        }
        while (_wishes.ContainsKey(id));

        return id;
    }
}
