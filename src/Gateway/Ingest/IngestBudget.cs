namespace Fleet.Gateway.Ingest;

/// <summary>One token bucket, refilled by the clock.</summary>
internal sealed class IngestBudget(int perSecond, int burstSeconds, TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly double _full = (double)perSecond * burstSeconds;
    private double _tokens = (double)perSecond * burstSeconds;
    private long _at = time.GetTimestamp();

    /// <summary>Whole seconds until a request passes again; 0 where it does now.</summary>
    public int RetryAfterSeconds()
    {
        lock (_lock)
        {
            Refill();
            return _tokens > 0 ? 0 : Math.Max(1, (int)Math.Ceiling((1 - _tokens) / perSecond));
        }
    }

    public void Charge(int positions)
    {
        lock (_lock)
        {
            Refill();
            _tokens -= positions;
        }
    }

    private void Refill()
    {
        _tokens = Math.Min(_full, _tokens + (time.GetElapsedTime(_at).TotalSeconds * perSecond));
        _at = time.GetTimestamp();
    }
}
