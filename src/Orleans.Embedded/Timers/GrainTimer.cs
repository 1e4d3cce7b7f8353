using Orleans.Embedded.Activations;
using Orleans.Embedded.Calls;
using Orleans.Runtime;

namespace Orleans.Embedded.Timers;

/// <summary>
/// A timer that puts its ticks into the activation's mailbox like calls. Being itself the one request it ever sends, it can have
/// at most one tick waiting or running. Owned by the activation; runs on the grains' clock.
/// </summary>
internal abstract class GrainTimer : TaskRequest, IGrainTimer
{
    private static readonly CallMethod s_tick = new("timer tick", oneWay: true);

    private readonly Activation _activation;
    private readonly GrainTimerCreationOptions _options;
    private readonly CancellationTokenSource _disposed = new();
    private readonly ITimer _timer;
    private TimeSpan _dueTime;
    private TimeSpan _period;
    private bool _firing;
    private bool _changed;

    protected GrainTimer(Activation activation, GrainTimerCreationOptions options)
    {
        _activation = activation;
        _options = options;
        Validate(options.DueTime, options.Period);
        using var flow = Detached.Suppress();
        _timer = activation.Silo.GrainClock.CreateTimer(static state => ((GrainTimer)state!).Fire(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        SentTo(activation.GrainId);
        lock (activation) activation.Extras.Add(this);
        Change(options.DueTime, options.Period);
    }

    internal override CallMethod Method => s_tick;

    internal override bool IsLocal => true;

    internal override bool KeepsAlive => _options.KeepAlive;

    internal override bool AlwaysInterleave => _options.Interleave;

    // A tick is asked for again and again: it is never "answered".
    internal override bool IsAnswered => false;

    public void Change(TimeSpan dueTime, TimeSpan period)
    {
        Validate(dueTime, period);
        _changed = true;
        _dueTime = dueTime;
        _period = period;
        if (!_firing) Arm(dueTime);
    }

    public void Dispose()
    {
        _disposed.Cancel();
        _timer.Dispose();
        lock (_activation) _activation.Extras.Remove(this);
    }

    protected abstract Task Tick(CancellationToken cancellationToken);

    internal override bool Run(ICallee callee)
    {
        if (_disposed.IsCancellationRequested) return true;
        _changed = false;
        Task task;
        try
        {
            task = Tick(_disposed.Token);
        }
        catch (Exception exception)
        {
            task = Task.FromException(exception);
        }

        if (!task.IsCompletedSuccessfully)
        {
            _ = Await(callee, task);
            return false;
        }

        Ticked();
        return true;
    }

    protected sealed override Task Call(object callee) => throw new NotSupportedException();

    private async Task Await(ICallee callee, Task task)
    {
        try
        {
            await task;
        }
        catch (Exception exception)
        {
            Log.TimerFailed(_activation.Silo.Logger, _activation.GrainId, exception);
        }

        Ticked();
        callee.Finished(this);
    }

    private void Fire()
    {
        _firing = true;
        _activation.TryReceive(this);
    }

    // The next tick counts from the end of this one, unless the tick itself changed the timer.
    private void Ticked()
    {
        _firing = false;
        if (!_disposed.IsCancellationRequested) Arm(_changed ? _dueTime : _period);
    }

    private void Arm(TimeSpan dueTime)
    {
        try
        {
            _timer.Change(dueTime, Timeout.InfiniteTimeSpan);
        }
        catch (ObjectDisposedException)
        {
            // Disposed meanwhile: no more ticks.
        }
    }

    private static void Validate(TimeSpan dueTime, TimeSpan period)
    {
        const long longest = 0xfffffffe;
        ArgumentOutOfRangeException.ThrowIfLessThan((long)dueTime.TotalMilliseconds, -1, nameof(dueTime));
        ArgumentOutOfRangeException.ThrowIfGreaterThan((long)dueTime.TotalMilliseconds, longest, nameof(dueTime));
        ArgumentOutOfRangeException.ThrowIfLessThan((long)period.TotalMilliseconds, -1, nameof(period));
        ArgumentOutOfRangeException.ThrowIfGreaterThan((long)period.TotalMilliseconds, longest, nameof(period));
    }
}

internal sealed class GrainTimer<TState>(Activation activation, Func<TState, CancellationToken, Task> callback, TState state, GrainTimerCreationOptions options)
    : GrainTimer(activation, options)
{
    protected override Task Tick(CancellationToken cancellationToken) => callback(state, cancellationToken);
}
