namespace Fleet.Events;

/// <summary>
/// Sums of the newest steps of time, each of the same length: what happens later takes the place of what is
/// <paramref name="slots"/> steps older; what is older than that is not counted. So many sums whatever the number of things.
/// </summary>
internal sealed class SumLine(int slots, TimeSpan step)
{
    private readonly FleetSums[] _sums = new FleetSums[slots];
    private readonly long[] _steps = new long[slots];

    public void Add(DateTimeOffset at, FleetSums sums)
    {
        var number = StepOf(at);
        var slot = (int)(number % slots);
        if (_steps[slot] > number)
        {
            return;
        }

        _sums[slot] = _steps[slot] < number ? sums : _sums[slot] + sums;
        _steps[slot] = number;
    }

    /// <summary>Of the newest steps, the one under way included.</summary>
    public FleetSums At(DateTimeOffset now, int steps)
    {
        var newest = StepOf(now);
        var sum = default(FleetSums);
        for (var i = 0; i < slots; i++)
        {
            sum += _steps[i] > newest - steps && _steps[i] <= newest ? _sums[i] : default;
        }

        return sum;
    }

    private long StepOf(DateTimeOffset at) => at.UtcTicks / step.Ticks;
}
