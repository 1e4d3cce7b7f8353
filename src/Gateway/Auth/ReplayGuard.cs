namespace Fleet.Gateway.Auth;

/// <summary>
/// Remembers which signed timestamps of a key were used until they are stale by themselves. Only verified signatures
/// come here, so only a key's holder can fill it, and no key may hold more than a quarter.
/// Bound: <c>capacity</c> entries. Overflow: further signatures are refused, never forgotten. Owner: the verifier.
/// </summary>
internal sealed class ReplayGuard(int capacity, TimeSpan skew, TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly HashSet<(string Key, long Timestamp)> _used = [];
    private readonly Dictionary<string, int> _perKey = new(StringComparer.Ordinal);
    private readonly PriorityQueue<(string Key, long Timestamp), long> _byAge = new();

    /// <summary>False where it was used before or no more can be remembered.</summary>
    public bool TryUse(string key, long timestamp)
    {
        lock (_lock)
        {
            Forget();
            var held = _perKey.GetValueOrDefault(key);
            if (_used.Count >= capacity || held >= Math.Max(1, capacity / 4) || !_used.Add((key, timestamp)))
                return false;

            _perKey[key] = held + 1;
            _byAge.Enqueue((key, timestamp), timestamp);
            return true;
        }
    }

    private void Forget()
    {
        var oldest = (time.GetUtcNow() - skew).ToUnixTimeMilliseconds();
        while (_byAge.TryPeek(out var entry, out var timestamp) && timestamp < oldest)
        {
            _byAge.Dequeue();
            _used.Remove(entry);
            if (--_perKey[entry.Key] == 0)
                _perKey.Remove(entry.Key);
        }
    }
}
