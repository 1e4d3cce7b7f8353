using System.Text.Json;
using Fleet.Devices.Gateway;
using Fleet.Devices.Streaming;

namespace Fleet.Faults;

/// <summary>A client that resumes. Knows what it saw, and in what order, without keeping it.</summary>
internal sealed class Subscriber : IAsyncDisposable
{
    private readonly EventStream _stream;
    private readonly Dictionary<string, DateTimeOffset> _newest = new(StringComparer.Ordinal);
    private readonly Dictionary<int, long> _last = [];

    public Subscriber(GatewayAddress gateway) =>
        _stream = new EventStream(gateway, ["locations", "safety_events", "trip_updates"], TimeProvider.System, Handle);

    /// <summary>Of all it saw; the same for two that saw the same.</summary>
    public Fingerprint Seen { get; private set; }

    /// <summary>Events whose number in their shard was not above the last one's: doubled, or out of order.</summary>
    public int OutOfLine { get; private set; }

    /// <summary>Locations of a vehicle that are older than one it saw before.</summary>
    public int Reordered { get; private set; }

    public bool HasGap => _stream.HasGap;

    public int Connections => _stream.Connections;

    public Task Start(CancellationToken cancellationToken) => _stream.Start(cancellationToken);

    public Task<bool> CatchUp(CancellationToken cancellationToken) => _stream.CatchUp(TimeSpan.FromSeconds(30), cancellationToken);

    public ValueTask DisposeAsync() => _stream.DisposeAsync();

    private ValueTask Handle(StreamMessage message)
    {
        // Caught up by a second subscription at the end: what the first has delivered by then comes twice, by design.
        if (message.Type == "location_batch")
        {
            foreach (var location in message.Root.GetProperty("locations").EnumerateArray())
                See(location, message.Text("vehicle_id"), location.GetProperty("location"));
        }
        else if (message.Type is "location_update" or "safety_event" or "trip_update")
        {
            See(message.Root, message.Type == "location_update" ? message.Text("vehicle_id") : null, message.Root);
        }

        return ValueTask.CompletedTask;
    }

    private void See(JsonElement happened, string? vehicle, JsonElement timed)
    {
        if (!happened.TryGetProperty("offset", out var offset))
            return; // initial_data's have none

        var (shard, n) = (offset.GetProperty("shard").GetInt32(), offset.GetProperty("n").GetInt64());
        if (_last.TryGetValue(shard, out var last) && n <= last)
        {
            OutOfLine++;
            return;
        }

        _last[shard] = n;
        Seen = Seen.With(shard, n);
        if (vehicle is null)
            return;

        var at = timed.GetProperty("timestamp").GetDateTimeOffset();
        if (_newest.TryGetValue(vehicle, out var newest) && at < newest)
            Reordered++;
        else
            _newest[vehicle] = at;
    }
}
