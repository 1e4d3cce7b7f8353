using Fleet.Events;
using Fleet.Geography;
using Fleet.Traffic;

namespace Fleet.Gateway.Subscriptions;

/// <summary>
/// One event on its way to subscribers: what filters ask of it, found once, and its bytes per protocol, made once and
/// shared by every session that sends it.
/// </summary>
public sealed class FeedEvent
{
    private readonly byte[]?[] _encoded = new byte[]?[EventForm.Count];
    private FormedEvent?[]? _formed;
    private int _sent;

    /// <param name="replayOf">The subscription that a replay tells it to; null for an event as it happens.</param>
    public FeedEvent(FleetEvent happened, ShardPosition position, string? replayOf = null)
    {
        Event = happened;
        Position = position;
        ReplayOf = replayOf;
        VehicleId = happened.VehicleId;
        DriverId = happened.DriverId;
        TripId = happened.TripId;
        Subject = happened is EventSuperseded notice ? notice.Superseded : happened;
        switch (Subject)
        {
            case LocationUpdated location:
                Channel = EventChannels.Locations;
                Place = new GeoPoint(location.Position.Latitude, location.Position.Longitude);
                break;
            case SafetyDetected safety:
                Channel = EventChannels.SafetyEvents;
                Place = safety.Location;
                break;
            case TripChanged trip:
                Channel = EventChannels.TripUpdates;
                Place = trip.Location;
                break;
            case DriverPerformanceMeasured measured:
                Channel = EventChannels.DriverPerformance;
                VehicleId ??= measured.Driver.VehicleId;
                DriverId ??= measured.Driver.DriverId;
                TripId ??= measured.Driver.TripId;
                break;
            case VehicleStatusChanged:
                Channel = EventChannels.VehicleStatus;
                break;
            case InboxChanged:
                Channel = EventChannels.Inboxes;
                break;
            case ComplianceWarned:
                Channel = EventChannels.DriverCompliance;
                break;
            case CustomEventRaised raised:
                Channel = EventChannels.CustomEvents;
                Place = raised.Location;
                break;
            case ITopicalEvent topical:
                Channel = EventChannels.Topics;
                (Topic, AlsoTopic) = (topical.Topic, topical.AlsoTopic);
                break;
            case AlertChanged alert:
                Channel = EventChannels.Alerts;
                Place = alert.Source.Location;
                break;
            case TrafficEvent traffic:
                Channel = ChannelOf(traffic);
                Place = traffic.Place;
                CameraId = traffic switch
                {
                    TrafficFlowMeasured or CameraStatusChanged => traffic.SubjectId,
                    AccidentChanged step => step.Accident.CameraId,
                    _ => null,
                };
                break;
        }
    }

    public FleetEvent Event { get; }

    /// <summary>What filters judge: the event, or the one that it says no longer stands.</summary>
    public FleetEvent Subject { get; }

    /// <summary>Its place in the shard's line; <c>N</c> is 0 for an event out of a snapshot.</summary>
    public ShardPosition Position { get; }

    /// <summary>The subscription whose replay it belongs to; such an event is not shared.</summary>
    public string? ReplayOf { get; }

    /// <summary>None for an event that no channel carries.</summary>
    public EventChannels Channel { get; }

    public string? VehicleId { get; }

    public string? DriverId { get; }

    public string? TripId { get; }

    public GeoPoint? Place { get; }

    /// <summary>Of an <see cref="ITopicalEvent"/>.</summary>
    public string? Topic { get; }

    public string? AlsoTopic { get; }

    /// <summary>True for the first who asks: it has just been handed to a session's transport.</summary>
    internal bool FirstSent() => Volatile.Read(ref _sent) == 0 && Interlocked.Exchange(ref _sent, 1) == 0;

    /// <summary>Of a traffic event.</summary>
    public string? CameraId { get; }

    /// <summary>A newer event of this key may take its place while it waits; null for what must be sent.</summary>
    public string? ConflationKey => Channel switch
    {
        EventChannels.Locations => VehicleId,
        EventChannels.TrafficFlow => CameraId,
        _ => null,
    };

    /// <summary>Itself in one form, for queues: one object for all who get it so.</summary>
    public FormedEvent In(EventForm form)
    {
        ArgumentNullException.ThrowIfNull(form);
        var formed = Volatile.Read(ref _formed) ?? Interlocked.CompareExchange(ref _formed, new FormedEvent?[EventForm.Count], null) ?? _formed;
        ref var slot = ref formed[form.Slot];
        return Volatile.Read(ref slot) ?? (slot = new FormedEvent(this, form));
    }

    /// <summary>Its bytes in one form. Two threads may make them at once; one result stays, and both are the same.</summary>
    public byte[] Encoded(EventForm form)
    {
        ref var slot = ref _encoded[form.Slot];
        return Volatile.Read(ref slot) ?? (slot = form.Encode(this));
    }

    private static EventChannels ChannelOf(TrafficEvent happened) => happened switch
    {
        TrafficFlowMeasured => EventChannels.TrafficFlow,
        AccidentChanged => EventChannels.Accidents,
        CongestionChanged => EventChannels.Congestion,
        WeatherMeasured or WeatherAlerted => EventChannels.Weather,
        AirQualityMeasured => EventChannels.AirQuality,
        CameraStatusChanged => EventChannels.CameraStatus,
        TrafficAlertRaised => EventChannels.TrafficAlerts,
        _ => EventChannels.None,
    };
}
