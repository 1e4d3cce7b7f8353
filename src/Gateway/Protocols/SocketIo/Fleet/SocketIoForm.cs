using System.Text.Json;
using Fleet.Events;
using Fleet.Gateway.Protocols.SocketIo.Packets;
using Fleet.Gateway.Protocols.SocketIo.Recovery;
using Fleet.Gateway.Protocols.Streaming;
using Fleet.Gateway.Subscriptions;
using Fleet.Trips;

namespace Fleet.Gateway.Protocols.SocketIo.Fleet;

/// <summary>
/// The ways Socket.IO tells an event: a whole packet with the event's place as last argument, which official clients keep
/// as their offset. The same bytes for every session.
/// </summary>
internal sealed class SocketIoForm : EventForm
{
    private readonly Func<FeedEvent, string> _name;
    private readonly Action<Utf8JsonWriter, FeedEvent> _write;

    private SocketIoForm(int slot, Func<FeedEvent, string> name, Action<Utf8JsonWriter, FeedEvent> write)
        : base(slot)
    {
        _name = name;
        _write = write;
    }

    /// <summary>S1's messages.</summary>
    public static SocketIoForm Channel { get; } = new(2, ChannelName, StreamingForm.Write);

    /// <summary>S4's <c>vehicle:location</c>, <c>vehicle:low-fuel</c>, and <c>vehicle:updated</c> of a vehicle without a position.</summary>
    public static SocketIoForm Vehicle { get; } = new(3, VehicleName, VehicleRoomJson.Write);

    /// <summary>S4's <c>vehicle:updated</c> of a position that changed the status.</summary>
    public static SocketIoForm VehicleUpdated { get; } = new(4, static _ => "vehicle:updated", VehicleRoomJson.WriteUpdated);

    /// <summary>S4's <c>trip:…</c>.</summary>
    public static SocketIoForm Trip { get; } = new(5, TripName, TripRoomJson.Write);

    /// <summary>S4's <c>tracking:update</c>.</summary>
    public static SocketIoForm Tracking { get; } = new(6, static _ => "tracking:update", VehicleRoomJson.WriteLocation);

    /// <summary>S4's <c>emergency:alert</c>.</summary>
    public static SocketIoForm Alert { get; } = new(7, static _ => "emergency:alert", AlertJson.Write);

    /// <summary>S4's <c>notification:new</c> and <c>notification:broadcast</c>; <c>notification:count</c> of something read.</summary>
    public static SocketIoForm Notification { get; } = new(8, NotificationJson.NameOf, NotificationJson.Write);

    public int Form => Slot;

    public static bool IsBulletin(int slot) => slot == Alert.Slot || slot == Notification.Slot;

    public static LaneKind? LaneOf(int slot) =>
        slot == Channel.Slot ? LaneKind.Channels
        : slot == Vehicle.Slot || slot == VehicleUpdated.Slot ? LaneKind.Vehicle
        : slot == Trip.Slot ? LaneKind.Trip
        : slot == Tracking.Slot ? LaneKind.Tracking
        : null;

    public static SocketIoForm? OfSlot(int slot) =>
        new[] { Channel, Vehicle, VehicleUpdated, Trip, Tracking }.FirstOrDefault(f => f.Slot == slot);

    public SentMark MarkOf(FeedEvent e) => SentMark.Event(Slot, e.Position.Shard, e.Position.N);

    public override byte[] Encode(FeedEvent happened) => Packet(happened, MarkOf(happened).ToOffset(happened.Position.Epoch));

    /// <summary>The event with another offset: what is told of a snapshot has no place in the line.</summary>
    public byte[] Packet(FeedEvent happened, string offset) =>
        PacketWriter.Event(_name(happened), (happened, offset, _write), static (writer, e) =>
        {
            e._write(writer, e.happened);
            writer.WriteStringValue(e.offset);
        });

    private static string ChannelName(FeedEvent e) => e.Event switch
    {
        LocationUpdated => "location_update",
        SafetyDetected => "safety_event",
        TripChanged => "trip_update",
        EventSuperseded => "event_superseded",
        ComplianceWarned => "driver_compliance",
        CustomEventRaised => "custom_event",
        AlertChanged => "alert",
        _ => "driver_performance",
    };

    private static string VehicleName(FeedEvent e) => e.Event switch
    {
        LocationUpdated => "vehicle:location",
        SafetyDetected => "vehicle:low-fuel",
        _ => "vehicle:updated",
    };

    private static string TripName(FeedEvent e) => ((TripChanged)e.Event).Kind switch
    {
        TripEventKind.Started => "trip:started",
        TripEventKind.Completed => "trip:completed",
        TripEventKind.Cancelled => "trip:cancelled",
        _ => "trip:updated",
    };
}
