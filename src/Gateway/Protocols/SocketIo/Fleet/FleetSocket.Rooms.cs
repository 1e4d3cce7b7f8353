using System.Text.Json;
using Fleet.Events;
using Fleet.Gateway.Auth;
using Fleet.Gateway.Json;
using Fleet.Gateway.Protocols.Streaming;
using Fleet.Gateway.Subscriptions;
using Fleet.Notifications;
using Fleet.Vehicles;

namespace Fleet.Gateway.Protocols.SocketIo.Fleet;

/// <summary>S4's half: vehicles, trips, tracking, notifications.</summary>
internal sealed partial class FleetSocket
{
    private static readonly SubscriptionFilter LowFuelToo = new();

    private ValueTask HandleRoom(string name, JsonElement argument, long? ack)
    {
        switch (name)
        {
            case "subscribe:tracking":
                return Enter(LaneKind.Tracking, "tracking", "locations", EventChannels.Locations, SubscriptionFilter.All, ack);
            case "unsubscribe:tracking":
                LeaveRoom(LaneKind.Tracking, "tracking", ack);
                return ValueTask.CompletedTask;
            case "request:active-vehicles":
                return TellActive(ack);
            case "notification:request-count":
                return TellCount(ack);
        }

        if (IdOf(argument) is not { } id)
        {
            Complain(ack, new StreamingError(ErrorTypes.InvalidMessage, ErrorCodes.InvalidField, "The argument " + Identifier.Rule + ".")
            {
                Fields = [new FieldError("argument", FieldErrorCode.Format, Identifier.Rule)],
            });
            return ValueTask.CompletedTask;
        }

        switch (name)
        {
            case "subscribe:vehicle":
                var channels = EventChannels.Locations | EventChannels.VehicleStatus;
                channels |= _principal!.MayRead("safety_events") ? EventChannels.SafetyEvents : EventChannels.None;
                return Enter(LaneKind.Vehicle, id, "locations", channels, LowFuelToo with { VehicleIds = SetOf(id), EventTypes = LowFuel }, ack);
            case "subscribe:trip":
                return Enter(LaneKind.Trip, id, "trip_updates", EventChannels.TripUpdates, SubscriptionFilter.All with { TripIds = SetOf(id) }, ack);
            case "notification:mark-read":
                return MarkRead(id, ack);
            default:
                LeaveRoom(name == "unsubscribe:vehicle" ? LaneKind.Vehicle : LaneKind.Trip, id, ack);
                return ValueTask.CompletedTask;
        }
    }

    private static readonly HashSet<string> LowFuel = new(StringComparer.Ordinal) { "low_fuel" };

    private static HashSet<string> SetOf(string id) => new(StringComparer.Ordinal) { id };

    /// <summary>The id itself, as S4's clients send it, or an object that has it.</summary>
    private static string? IdOf(JsonElement argument)
    {
        if (argument.ValueKind == JsonValueKind.Object)
        {
            foreach (var name in (ReadOnlySpan<string>)["vehicleId", "tripId", "notificationId", "id", "_id"])
            {
                if (argument.TryGetProperty(name, out var inner))
                {
                    argument = inner;
                    break;
                }
            }
        }

        return argument.ValueKind == JsonValueKind.String && argument.GetString() is { } id && Identifier.IsValid(id) ? id : null;
    }

    private async ValueTask Enter(LaneKind kind, string room, string permission, EventChannels channels, SubscriptionFilter filter, long? ack)
    {
        var key = $"{kind}/{room}";
        if (_wishes.Values.FirstOrDefault(w => w.Key == key) is { } known)
        {
            Acknowledge(ack, known.Subscription, FleetMessages.WriteConfirmed); // as joining a room twice
            return;
        }

        var subscription = new Subscription(key, _lanes[(int)kind], channels, filter, _visibility);
        if (!_principal!.MayRead(permission) || (filter.VehicleIds is not null && subscription.Filter.VehicleIds!.Count == 0))
        {
            Complain(ack, new StreamingError(ErrorTypes.AuthorizationFailed, ErrorCodes.ChannelForbidden, $"You may not follow {room}.")
            {
                Fields = [new FieldError("argument", FieldErrorCode.Forbidden, "is not for this credential")],
            });
            return;
        }

        if (_lanes[(int)LaneKind.Vehicle].SubscriptionCount + _lanes[(int)LaneKind.Trip].SubscriptionCount >= _host.Options.MaxRooms)
        {
            Complain(ack, new StreamingError(
                ErrorTypes.InvalidSubscription, ErrorCodes.SubscriptionLimit, $"A connection may follow {_host.Options.MaxRooms} vehicles and trips."));
            return;
        }

        await Start(new Wish(key, _lanes[(int)kind], filter, subscription, ack));
    }

    private void LeaveRoom(LaneKind kind, string room, long? ack)
    {
        if (_wishes.GetValueOrDefault($"{kind}/{room}") is { } wish)
        {
            Drop(wish, wish.Subscription.Channels);
        }

        Acknowledge(ack, 0, static (writer, _) => writer.WriteBooleanValue(true)); // leaving a room twice is no error
    }

    private async ValueTask PresentRoom(Lane lane, Subscription subscription, IReadOnlyList<ShardSnapshot> shards)
    {
        var events = InitialState.Of(subscription, shards);
        switch (lane.Kind)
        {
            case LaneKind.Vehicle:
                await PresentVehicle(subscription.Filter.VehicleIds!.First(), events);
                break;
            case LaneKind.Trip:
                events.ForEach(e => Answer("trip:updated", e, TripRoomJson.Write));
                break;
            default:
                foreach (var e in events)
                {
                    Present(SocketIoForm.Tracking, e);
                    await Session.Room();
                }

                break;
        }
    }

    /// <summary>vehicle:updated with what people say of the vehicle. One outside the area that may be seen is not told of.</summary>
    private async ValueTask PresentVehicle(string vehicleId, List<FeedEvent> events)
    {
        var known = await _host.Grains.GetGrain<IVehicleGrain>(GrainKey.For(OrganizationId, vehicleId)).Get();
        var location = events.Select(e => e.Event).OfType<LocationUpdated>().FirstOrDefault();
        if (known.Exists && (location is not null || known.LastPosition is null))
        {
            Answer("vehicle:updated", (known, location), static (writer, v) => VehicleRoomJson.WriteVehicle(
                writer, v.known.VehicleId, v.known.Details.Name, v.known.Details.PlateNumber, v.location?.VehicleStatus ?? v.known.Status, v.location));
        }
    }

    /// <summary>The list goes into the acknowledgement; who does not wait for one gets a tracking:update each.</summary>
    private async ValueTask TellActive(long? ack)
    {
        if (!_principal!.MayRead("locations"))
        {
            Complain(ack, new StreamingError(ErrorTypes.AuthorizationFailed, ErrorCodes.ChannelForbidden, "You may not read locations."));
            return;
        }

        var wanted = new Subscription(
            "active", _lanes[(int)LaneKind.Tracking], EventChannels.FleetOverview, SubscriptionFilter.All, _visibility);
        var status = await _host.Fleet.Now(wanted);
        var active = status.Vehicles.Take(_host.Options.InitialDataSize).Select(v => new FeedEvent(v, default)).ToList();
        if (ack is not null)
        {
            Acknowledge(ack, active, static (writer, vehicles) =>
            {
                writer.WriteStartArray();
                vehicles.ForEach(e => VehicleRoomJson.WriteLocation(writer, e));
                writer.WriteEndArray();
            });
            return;
        }

        foreach (var e in active)
        {
            Present(SocketIoForm.Tracking, e);
            await Session.Room();
        }
    }

    private async ValueTask TellCount(long? ack)
    {
        var inbox = await MyInbox().Get(0);
        Answer("notification:count", inbox.Unread, NotificationJson.WriteCount);
        Acknowledge(ack, inbox.Unread, NotificationJson.WriteCount);
    }

    /// <summary>Every device of the user, this one too, is told the new count through his inbox.</summary>
    private async ValueTask MarkRead(string notificationId, long? ack)
    {
        if (await MyInbox().MarkRead(notificationId) is { } unread)
        {
            Acknowledge(ack, unread, NotificationJson.WriteCount);
        }
        else
        {
            Complain(ack, new StreamingError(ErrorTypes.InvalidMessage, ErrorCodes.InvalidField, "There is no such notification.")
            {
                Fields = [new FieldError("argument", FieldErrorCode.Unknown, "is no notification of yours")],
            });
        }
    }

    private IInboxGrain MyInbox() => _host.Grains.GetGrain<IInboxGrain>(GrainKey.For(OrganizationId, UserId));
}
