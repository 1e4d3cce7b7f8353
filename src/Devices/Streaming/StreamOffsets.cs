using System.Text.Json;

namespace Fleet.Devices.Streaming;

/// <summary>The newest place seen in every shard: what a client hands back as <c>resume</c>. Written by the reader, read by whoever subscribes.</summary>
internal sealed class StreamOffsets
{
    private readonly Lock _lock = new();
    private readonly SortedDictionary<long, (string Epoch, long N)> _byShard = [];

    public bool Any
    {
        get
        {
            lock (_lock)
                return _byShard.Count > 0;
        }
    }

    /// <summary>Takes an <c>offset</c> or an entry of <c>offsets</c>.</summary>
    public void See(JsonElement offset)
    {
        if (offset.ValueKind != JsonValueKind.Object
            || !offset.TryGetProperty("shard", out var shard) || !shard.TryGetInt64(out var shardNumber)
            || !offset.TryGetProperty("epoch", out var epoch)
            || !offset.TryGetProperty("n", out var n) || !n.TryGetInt64(out var number))
            return;
        var name = epoch.ToString();
        lock (_lock)
        {
            if (!_byShard.TryGetValue(shardNumber, out var known) || known.Epoch != name || known.N < number)
                _byShard[shardNumber] = (name, number);
        }
    }

    public void Write(Utf8JsonWriter json, string property)
    {
        KeyValuePair<long, (string Epoch, long N)>[] places;
        lock (_lock)
            places = [.. _byShard];
        json.WriteStartArray(property);
        foreach (var (shard, (epoch, n)) in places)
        {
            json.WriteStartObject();
            json.WriteNumber("shard", shard);
            json.WriteString("epoch", epoch);
            json.WriteNumber("n", n);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
