namespace Fleet.Devices.Replays;

/// <summary>Holds every point back until its time has come, by event time over a speed.</summary>
internal sealed class EventTimePacer(double speed, TimeProvider time)
{
    private DateTimeOffset? _firstEvent;
    private long _began;

    public async ValueTask WaitFor(DateTimeOffset due, CancellationToken cancellationToken)
    {
        if (_firstEvent is null)
        {
            _firstEvent = due;
            _began = time.GetTimestamp();
        }

        var wait = (due - _firstEvent.Value) / speed - time.GetElapsedTime(_began);
        if (wait > TimeSpan.Zero)
            await Task.Delay(wait, time, cancellationToken);
    }
}
