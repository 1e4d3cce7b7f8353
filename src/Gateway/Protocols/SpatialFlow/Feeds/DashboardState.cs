using Fleet.Events;
using Fleet.Gateway.Protocols.Streaming;

namespace Fleet.Gateway.Protocols.SpatialFlow.Feeds;

/// <summary>What <c>dashboard_update</c> says.</summary>
/// <param name="At">When it was read; the day is the UTC day of this moment.</param>
/// <param name="ActiveGeofences">In force now.</param>
/// <param name="ActiveDevices">Vehicles with a position of the last five minutes.</param>
/// <param name="Today">Events since the day began; null for a credential whose events cannot be counted (it is bounded by places, which are not indexed).</param>
/// <param name="Recent">Newest first.</param>
internal sealed record DashboardState(
    DateTimeOffset At, int ActiveGeofences, int ActiveDevices, DashboardCounts? Today, IReadOnlyList<FleetEvent> Recent)
{
    /// <param name="heads">Where each shard stood before; empty where the client knows.</param>
    public byte[] Encode(IReadOnlyList<ShardPosition> heads) => JsonBytes.Write((State: this, heads), static (writer, m) =>
    {
        var state = m.State;
        writer.WriteStartObject();
        writer.WriteString("type"u8, "dashboard_update"u8);
        writer.WriteStartObject("stats"u8);
        writer.WriteNumber("active_geofences"u8, state.ActiveGeofences);
        writer.WriteNumber("active_devices"u8, state.ActiveDevices);
        if (state.Today is { } today)
        {
            writer.WriteNumber("events_today"u8, today.Events);
            writer.WriteNumber("entries_today"u8, today.Entries);
            writer.WriteNumber("exits_today"u8, today.Exits);
        }

        writer.WriteTime("timestamp"u8, state.At);
        writer.WriteEndObject();
        writer.WriteStartArray("recent_events"u8);
        foreach (var happened in state.Recent)
        {
            SpatialFlowJson.WriteEvent(writer, happened);
        }

        writer.WriteEndArray();
        writer.WriteTime("timestamp"u8, state.At);
        if (m.heads.Count > 0)
        {
            SpatialFlowMessages.WriteOffsets(writer, m.heads);
        }

        writer.WriteEndObject();
    });
}
