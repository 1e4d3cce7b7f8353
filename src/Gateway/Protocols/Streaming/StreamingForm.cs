using System.Text.Json;
using Fleet.Events;
using Fleet.Gateway.Subscriptions;

namespace Fleet.Gateway.Protocols.Streaming;

/// <summary>How streaming writes an event: as a message of its own, or as an element of location_batch.</summary>
internal sealed class StreamingForm : EventForm
{
    private readonly Action<Utf8JsonWriter, FeedEvent> _write;

    private StreamingForm(int slot, Action<Utf8JsonWriter, FeedEvent> write)
        : base(slot) => _write = write;

    public static StreamingForm Message { get; } = new(0, Write);

    public static StreamingForm Element { get; } = new(1, LocationJson.WriteElement);

    public override byte[] Encode(FeedEvent happened) => JsonBytes.Write(happened, _write);

    /// <summary>The message by itself, for protocols that put it into an envelope of their own.</summary>
    public static void Write(Utf8JsonWriter writer, FeedEvent e)
    {
        switch (e.Event)
        {
            case LocationUpdated:
                LocationJson.WriteUpdate(writer, e);
                break;
            case SafetyDetected:
                SafetyJson.Write(writer, e);
                break;
            case TripChanged:
                TripJson.Write(writer, e);
                break;
            case DriverPerformanceMeasured:
                DriverJson.Write(writer, e);
                break;
            case ComplianceWarned:
                ComplianceJson.Write(writer, e);
                break;
            case CustomEventRaised:
                CustomEventJson.Write(writer, e);
                break;
            case AlertChanged:
                AlertChangedJson.Write(writer, e);
                break;
            case EventSuperseded notice:
                SupersededJson.Write(writer, e, notice);
                break;
            default:
                throw new InvalidOperationException($"No channel carries {e.Event.GetType().Name}.");
        }
    }
}
