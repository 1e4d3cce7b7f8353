using System.Text.Json;
using Fleet.Gateway.Protocols.Streaming;
using Fleet.Gateway.Subscriptions;
using Fleet.Traffic;

namespace Fleet.Gateway.Protocols.Traffic;

/// <summary>How S2 writes an event: {type, timestamp, event_id, offset, data}; what is unknown is left out. As it happens, or as the present state.</summary>
internal sealed class TrafficForm : EventForm
{
    private readonly bool _snapshot;

    private TrafficForm(int slot, bool snapshot)
        : base(slot) => _snapshot = snapshot;

    public static TrafficForm Message { get; } = new(10, snapshot: false);

    /// <summary>Marked <c>snapshot</c>; an accident is shown whole, as a new one.</summary>
    public static TrafficForm Snapshot { get; } = new(11, snapshot: true);

    public override byte[] Encode(FeedEvent happened) => JsonBytes.Write((happened, _snapshot), static (writer, m) => Write(writer, m.happened, m._snapshot));

    public static void Write(Utf8JsonWriter writer, FeedEvent e, bool snapshot)
    {
        writer.WriteStartObject();
        writer.WriteString("type"u8, TypeOf(e.Event, snapshot));
        writer.WriteTime("timestamp"u8, e.Event.Timestamp);
        writer.WriteString("event_id"u8, e.Event.EventId);
        if (e.Position.N > 0)
            writer.WriteOffset(e.Position);
        if (snapshot)
            writer.WriteBoolean("snapshot"u8, true);

        writer.WriteStartObject("data"u8);
        WriteData(writer, e.Event, snapshot);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static ReadOnlySpan<byte> TypeOf(Fleet.Events.FleetEvent happened, bool snapshot) => happened switch
    {
        TrafficFlowMeasured => "traffic.flow"u8,
        AccidentChanged { Change: AccidentChange.Resolved } => "accidents.resolved"u8,
        AccidentChanged { Change: AccidentChange.Update } when !snapshot => "accidents.update"u8,
        AccidentChanged => "accidents.new"u8,
        CongestionChanged => "congestion.update"u8,
        WeatherMeasured => "weather.update"u8,
        WeatherAlerted => "weather.alert"u8,
        AirQualityMeasured => "air-quality.update"u8,
        CameraStatusChanged => "cameras.status"u8,
        TrafficAlertRaised { Cleared: true } => "alert.cleared"u8,
        TrafficAlertRaised => "alert"u8,
        _ => throw new InvalidOperationException($"No traffic channel carries {happened.GetType().Name}."),
    };

    private static void WriteData(Utf8JsonWriter writer, Fleet.Events.FleetEvent happened, bool snapshot)
    {
        switch (happened)
        {
            case TrafficFlowMeasured flow:
                TrafficJson.WriteFlow(writer, flow);
                break;
            case AccidentChanged step:
                TrafficJson.WriteStep(writer, step, snapshot);
                break;
            case CongestionChanged changed:
                TrafficJson.WriteCongestion(writer, changed);
                break;
            case WeatherMeasured measured:
                TrafficJson.WriteWeather(writer, measured.SubjectId, measured.Weather);
                break;
            case WeatherAlerted warning:
                TrafficJson.WriteWarning(writer, warning.Alert);
                break;
            case AirQualityMeasured measured:
                TrafficJson.WriteAir(writer, measured.SubjectId, measured.Air);
                break;
            case CameraStatusChanged status:
                TrafficJson.WriteStatus(writer, status);
                break;
            case TrafficAlertRaised raised:
                TrafficJson.WriteAlert(writer, raised.Alert, raised.Cleared);
                break;
        }
    }
}
