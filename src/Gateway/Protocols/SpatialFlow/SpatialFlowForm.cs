using System.Text.Json;
using Fleet.Gateway.Protocols.Streaming;
using Fleet.Gateway.Subscriptions;

namespace Fleet.Gateway.Protocols.SpatialFlow;

/// <summary>How a path writes its events: the same bytes for every session of it.</summary>
internal sealed class SpatialFlowForm : EventForm
{
    private readonly Action<Utf8JsonWriter, FeedEvent> _write;

    private SpatialFlowForm(int slot, Action<Utf8JsonWriter, FeedEvent> write)
        : base(slot) => _write = write;

    /// <summary>The dashboard's activity feed.</summary>
    public static SpatialFlowForm Dashboard { get; } = new(12, static (writer, e) => SpatialFlowJson.WriteMessage(writer, "new_event"u8, e));

    public static SpatialFlowForm Geofence { get; } = new(13, static (writer, e) => SpatialFlowJson.WriteMessage(writer, "geofence_event"u8, e));

    public static SpatialFlowForm Workflow { get; } = new(14, WorkflowJson.WriteWorkflow);

    public static SpatialFlowForm Execution { get; } = new(15, WorkflowJson.WriteExecution);

    /// <summary>In the workflows' slot: no event has both forms.</summary>
    public static SpatialFlowForm Webhook { get; } = new(14, WorkflowJson.WriteWebhook);

    public override byte[] Encode(FeedEvent happened) => JsonBytes.Write(happened, _write);
}
