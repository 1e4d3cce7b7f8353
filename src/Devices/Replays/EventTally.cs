using System.Globalization;
using Fleet.Devices.Streaming;

namespace Fleet.Devices.Replays;

/// <summary>Counts the events of some vehicles, each once, whatever the stream repeats.</summary>
/// <param name="isOurs">Whether a vehicle's events are counted.</param>
/// <param name="onNew">Gets every counted event, one at a time; null for nobody.</param>
public sealed class EventTally(Func<string, bool> isOurs, Action<StreamMessage>? onNew)
{
    private readonly Lock _lock = new();

    // Grows with the events of one replay, not with its points; gone with it.
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, long> _byKind = new(StringComparer.Ordinal);

    /// <summary>By kind: a trip's event, or the type of a safety event and its severity (<c>harsh_braking/high</c>).</summary>
    public SortedDictionary<string, long> ByKind
    {
        get
        {
            lock (_lock)
                return new SortedDictionary<string, long>(_byKind, StringComparer.Ordinal);
        }
    }

    public ValueTask Take(StreamMessage message)
    {
        if (message.Type is not ("trip_update" or "safety_event")
            || message.Text("vehicle_id") is not { } vehicle || !isOurs(vehicle)
            || message.Text("event_id") is not { } id)
            return ValueTask.CompletedTask;
        var kind = message.Type == "trip_update" ? message.Text("event") : Safety(message);
        lock (_lock)
        {
            if (kind is null || !_seen.Add(id))
                return ValueTask.CompletedTask;
            _byKind[kind] = _byKind.GetValueOrDefault(kind) + 1;
            onNew?.Invoke(message);
        }

        return ValueTask.CompletedTask;
    }

    private static string? Safety(StreamMessage message) =>
        message.Root.TryGetProperty("event", out var detail)
        && detail.TryGetProperty("type", out var type) && detail.TryGetProperty("severity", out var severity)
            ? string.Create(CultureInfo.InvariantCulture, $"{type}/{severity}")
            : null;
}
