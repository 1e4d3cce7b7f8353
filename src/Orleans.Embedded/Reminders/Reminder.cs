using Microsoft.Extensions.Logging;
using Orleans.Embedded.Activations;
using Orleans.Runtime;

namespace Orleans.Embedded.Reminders;

/// <summary>One registered reminder and its timer on the reminders' clock. Owned by the <see cref="ReminderService"/>.</summary>
internal sealed partial class Reminder : IGrainReminder, IDisposable
{
    private readonly Silo _silo;
    private readonly TimeProvider _time;
    private readonly DateTime _firstTick;
    private readonly TimeSpan _period;
    private readonly ITimer _timer;
    private bool _disposed;

    public Reminder(Silo silo, TimeProvider time, GrainId grainId, string name, TimeSpan dueTime, TimeSpan period)
    {
        _silo = silo;
        _time = time;
        GrainId = grainId;
        ReminderName = name;
        _firstTick = time.GetUtcNow().UtcDateTime + dueTime;
        _period = period;
        using var flow = Detached.Suppress();
        _timer = time.CreateTimer(static state => ((Reminder)state!).Fire(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        Arm();
    }

    public GrainId GrainId { get; }

    public string ReminderName { get; }

    public void Dispose()
    {
        _disposed = true;
        _timer.Dispose();
    }

    private void Fire() => _ = Tick();

    private async Task Tick()
    {
        if (_disposed) return;
        var now = _time.GetUtcNow().UtcDateTime;
        if (now < _firstTick)
        {
            Arm(); // the due time was longer than one timer can wait
            return;
        }

        try
        {
            // The tick is a call like any other: it activates the grain if need be. The next tick waits for its end.
            var grain = (IRemindable)(object)_silo.MakeReference(typeof(IRemindable), GrainId);
            await grain.ReceiveReminder(ReminderName, new TickStatus(_firstTick, _period, now));
        }
        catch (Exception exception)
        {
            Failed(_silo.Logger, ReminderName, GrainId, exception);
        }

        Arm();
    }

    private void Arm()
    {
        var now = _time.GetUtcNow().UtcDateTime;
        var next = now < _firstTick ? _firstTick : _firstTick + _period * (((now - _firstTick).Ticks / _period.Ticks) + 1);
        var wait = next - now;
        var longest = TimeSpan.FromDays(40);
        try
        {
            _timer.Change(wait < longest ? wait : longest, Timeout.InfiniteTimeSpan);
        }
        catch (ObjectDisposedException)
        {
            // Unregistered meanwhile.
        }
    }

    [LoggerMessage(31, LogLevel.Error, "Reminder {Name} of grain {GrainId} failed; it goes on ticking")]
    private static partial void Failed(ILogger logger, string name, GrainId grainId, Exception exception);
}
