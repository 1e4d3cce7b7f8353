using System.Text.Json;
using Fleet.Devices.Gateway;
using Fleet.Devices.Streaming;

namespace Fleet.Faults;

/// <summary>A client that comes while devices send, has everything from the beginning replayed to it and goes on live.</summary>
internal sealed class Replayer : IAsyncDisposable
{
    private static readonly StreamReplay FromTheBeginning = new("2024-04-13T07:00:00Z", 1_000);

    private readonly EventStream _stream;
    private readonly HashSet<string> _ids = new(StringComparer.Ordinal);
    private readonly TaskCompletionSource _live = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Replayer(GatewayAddress gateway) =>
        _stream = new EventStream(gateway, ["locations", "safety_events", "trip_updates"], TimeProvider.System, Handle, FromTheBeginning);

    /// <summary>Told as history, and told as they happened.</summary>
    public (int Replayed, int Live) Told { get; private set; }

    /// <summary>Events that came a second time.</summary>
    public int Doubled { get; private set; }

    public Task Start(CancellationToken cancellationToken) => _stream.Start(cancellationToken);

    /// <summary>Everything that has happened by now has come.</summary>
    public async Task<bool> CatchUp(CancellationToken cancellationToken)
    {
        await _live.Task.WaitAsync(TimeSpan.FromSeconds(60), TimeProvider.System, cancellationToken);
        var doubled = Doubled;
        var complete = await _stream.CatchUp(TimeSpan.FromSeconds(30), cancellationToken);
        Doubled = doubled; // the question itself may bring again what was on its way
        return complete && !_stream.HasGap;
    }

    public IReadOnlyList<string> Missed(IEnumerable<string> ids) => [.. ids.Where(id => !_ids.Contains(id))];

    public ValueTask DisposeAsync() => _stream.DisposeAsync();

    private ValueTask Handle(StreamMessage message)
    {
        if (message.Type == "live")
        {
            _live.TrySetResult();
        }
        else if (message.Type == "location_batch")
        {
            foreach (var location in message.Root.GetProperty("locations").EnumerateArray())
                See(location, message);
        }
        else if (message.Type is "location_update" or "safety_event" or "trip_update")
        {
            See(message.Root, message);
        }

        return ValueTask.CompletedTask;
    }

    private void See(JsonElement happened, StreamMessage message)
    {
        if (!_ids.Add(happened.GetProperty("event_id").GetString()!))
            Doubled++;
        else
            Told = message.Root.TryGetProperty("replay", out _) ? (Told.Replayed + 1, Told.Live) : (Told.Replayed, Told.Live + 1);
    }
}
