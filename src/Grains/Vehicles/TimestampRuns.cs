namespace Fleet.Vehicles;

/// <summary>
/// The timestamps of a vehicle's latest positions, so that a resend is known as one. Kept as arithmetic runs (start,
/// step, count): a device with a steady beat costs one run for ever, an unsteady one two timestamps a run.
/// Bound: <see cref="MaxRuns"/> runs; the oldest is overwritten, and a resend from before it counts as late.
/// </summary>
[GenerateSerializer, Alias("Fleet.TimestampRuns")]
public sealed class TimestampRuns
{
    public const int MaxRuns = 32;

    [Id(0)] private long[] _starts = [];
    [Id(1)] private long[] _steps = [];
    [Id(2)] private int[] _counts = [];
    [Id(3)] private int _used;
    [Id(4)] private int _newest = -1;

    public bool Contains(long milliseconds)
    {
        for (var i = 0; i < _used; i++)
        {
            var offset = milliseconds - _starts[i];
            if (offset == 0 || (offset > 0 && _counts[i] > 1 && offset % _steps[i] == 0 && offset / _steps[i] < _counts[i]))
                return true;
        }

        return false;
    }

    public void Add(long milliseconds)
    {
        if (_newest >= 0 && Extends(_newest, milliseconds))
        {
            _counts[_newest]++;
            return;
        }

        Grow();
        _newest = _used < MaxRuns ? _used++ : (_newest + 1) % MaxRuns;
        (_starts[_newest], _steps[_newest], _counts[_newest]) = (milliseconds, 0, 1);
    }

    private bool Extends(int run, long milliseconds)
    {
        if (_counts[run] > 1)
            return milliseconds == _starts[run] + (_steps[run] * _counts[run]);

        _steps[run] = milliseconds - _starts[run];
        return _steps[run] > 0;
    }

    private void Grow()
    {
        if (_used < _starts.Length || _used == MaxRuns)
            return;

        var size = Math.Max(2, _used * 2);
        Array.Resize(ref _starts, size);
        Array.Resize(ref _steps, size);
        Array.Resize(ref _counts, size);
    }
}
