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
        _throttled = meter.CreateCounter<long>("fleet.ingest.throttled", "{request}", "Requests turned away whole, unread or untaken, with 429.");
    }

    public void Received(string door, int count) => Add(_received, count, door);

    public void Settled(string door, PositionStatus status, int count) => Add(_settled, count, door, WireNames<PositionStatus>.Of(status));

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
