using System.Text.Json;
using Fleet.Events;

namespace Fleet.Storage.Postgres;

/// <summary>One batch on its way, written down already: that is the caller's work, not the lane's.</summary>
internal sealed class EventAppend(string organizationId, ShardPosition? head, ShardBatch batch)
{
    public string OrganizationId => organizationId;

    public ShardPosition? Head => head;

    public ShardBatch Batch => batch;

    public byte[] Payload { get; } = EventCodec.Encode(batch.Events, EventCodec.Current);

    public DateTimeOffset Oldest { get; } = batch.Events.Min(e => e.Timestamp);

    public DateTimeOffset Newest { get; } = batch.Events.Max(e => e.Timestamp);

    /// <summary>The events that get a row of their own.</summary>
    public IReadOnlyList<(FleetEvent Event, long N, string Json)> Indexed { get; } = batch.Events
        .Select((e, i) => (Event: e, N: batch.FirstN + i))
        .Where(x => EventIndex.IsIndexed(x.Event))
        .Select(x => (x.Event, x.N, JsonSerializer.Serialize(x.Event, FleetJson.Options)))
        .ToArray();
}
