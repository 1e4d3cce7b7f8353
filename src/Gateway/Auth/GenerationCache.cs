using System.Diagnostics.CodeAnalysis;

namespace Fleet.Gateway.Auth;

/// <summary>
/// A bounded map whose entries lapse. Two generations: entries go into the young one; when it is full or a lifetime
/// old, it becomes the old one and the old one is dropped whole, so that there is no per-entry bookkeeping.
/// Bound: 2 × capacity. Overflow: entries are forgotten early, oldest generation first.
/// </summary>
internal sealed class GenerationCache<TKey, TValue>(int capacity, TimeSpan lifetime, TimeProvider time)
    where TKey : notnull
{
    private readonly Lock _lock = new();
    private Dictionary<TKey, (TValue Value, long At)> _young = [];
    private Dictionary<TKey, (TValue Value, long At)> _old = [];
    private long _born = time.GetTimestamp();

    public bool TryGet(TKey key, [MaybeNullWhen(false)] out TValue value)
    {
        lock (_lock)
        {
            var found = _young.TryGetValue(key, out var entry) || _old.TryGetValue(key, out entry);
            value = entry.Value;
            return found && time.GetElapsedTime(entry.At) < lifetime;
        }
    }

    public void Set(TKey key, TValue value)
    {
        lock (_lock)
        {
            Rotate();
            _young[key] = (value, time.GetTimestamp());
        }
    }

    /// <summary>The entry, made and stored where there is none; one that is found is young again.</summary>
    public TValue GetOrAdd(TKey key, Func<TKey, TValue> make)
    {
        lock (_lock)
        {
            Rotate();
            if (!_young.TryGetValue(key, out var entry) && !_old.TryGetValue(key, out entry))
                entry.Value = make(key);

            _young[key] = (entry.Value, time.GetTimestamp());
            return entry.Value;
        }
    }

    private void Rotate()
    {
        if (_young.Count < capacity && time.GetElapsedTime(_born) < lifetime)
            return;

        (_old, _young) = (_young, []);
        _born = time.GetTimestamp();
    }
}
