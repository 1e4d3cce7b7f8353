using System.Diagnostics.Metrics;
using Fleet.Gateway.Json;
using Fleet.Vehicles;

namespace Fleet.Gateway.Ingest;

/// <summary>
/// The conservation ledger of each door: received = accepted + duplicate + late + refused + failed. Failed are those
/// whose sender was told to send again; each is counted anew when it comes again. If the sums differ, something was lost.
/// </summary>
internal sealed class IngestInstruments
{
    public const string MeterName = "Fleet.Gateway.Ingest";

    private readonly Counter<long> _received;
    private readonly Counter<long> _settled;
    private readonly Counter<long> _throttled;

    public IngestInstruments(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        _received = meter.CreateCounter<long>("fleet.ingest.received", "{item}", "Positions and events read at a door.");
        _settled = meter.CreateCounter<long>("fleet.ingest.settled", "{item}", "What became of them: accepted, duplicate, late, refused or failed.");
        _throttled = meter.CreateCounter<long>("fleet.ingest.throttled", "{request}", "Requests and messages turned away whole, unread or untaken: 429, slow_down.");
    }

    public void Received(string door, int count) => Add(_received, count, door);

    public void Settled(string door, PositionStatus status, int count) => Add(_settled, count, door, WireNames<PositionStatus>.Of(status));

    /// <summary>A whole batch that was answered item by item.</summary>
    public void Settled(string door, PositionBatch batch, ReadOnlySpan<PositionStatus> statuses)
    {
        Span<int> counts = stackalloc int[4];
        counts[(int)PositionStatus.Refused] = batch.Refused;
        foreach (var status in statuses)
            counts[(int)status]++;

        Received(door, batch.Items.Count);
        for (var status = 0; status < counts.Length; status++)
            Settled(door, (PositionStatus)status, counts[status]);
    }

    /// <summary>A batch of which some may have been taken and some not: its sender is told to send it again.</summary>
    public void Failed(string door, PositionBatch batch)
    {
        Received(door, batch.Items.Count);
        Settled(door, PositionStatus.Refused, batch.Refused);
        Failed(door, batch.Valid.Count);
    }

    public void Failed(string door, int count) => Add(_settled, count, door, "failed");

    public void Throttled(string door) => Add(_throttled, 1, door);

    private static void Add(Counter<long> counter, int count, string door)
    {
        if (count > 0)
            counter.Add(count, new KeyValuePair<string, object?>("door", door));
    }

    private static void Add(Counter<long> counter, int count, string door, string status)
    {
        if (count > 0)
            counter.Add(count, new KeyValuePair<string, object?>("door", door), new KeyValuePair<string, object?>("status", status));
    }
}
