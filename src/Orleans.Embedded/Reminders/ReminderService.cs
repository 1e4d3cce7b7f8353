using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Orleans.Embedded.Activations;
using Orleans.Hosting;
using Orleans.Reminders;
using Orleans.Runtime;

namespace Orleans.Embedded.Reminders;

/// <summary>All reminders of the silo, in memory. Bound: one entry per grain and name; grains unregister what they no longer need.</summary>
internal sealed class ReminderService(
    Silo silo,
    IOptions<ReminderOptions> options,
    IOptions<ReminderServiceSwitch> isOn,
    [FromKeyedServices(ReminderTimeProviderNames.Reminders)] TimeProvider time) : IDisposable
{
    private readonly ConcurrentDictionary<GrainId, ConcurrentDictionary<string, Reminder>> _byGrain = new();

    public Reminder Register(GrainId grainId, string name, TimeSpan dueTime, TimeSpan period)
    {
        CheckIsOn();
        if (dueTime == Timeout.InfiniteTimeSpan) throw new ArgumentOutOfRangeException(nameof(dueTime), "Cannot use InfiniteTimeSpan dueTime to create a reminder");
        if (dueTime.Ticks < 0) throw new ArgumentOutOfRangeException(nameof(dueTime), "Cannot use negative dueTime to create a reminder");
        if (period == Timeout.InfiniteTimeSpan) throw new ArgumentOutOfRangeException(nameof(period), "Cannot use InfiniteTimeSpan period to create a reminder");
        if (period.Ticks < 0) throw new ArgumentOutOfRangeException(nameof(period), "Cannot use negative period to create a reminder");
        if (period < options.Value.MinimumReminderPeriod)
            throw new ArgumentException($"Cannot register reminder {name} as requested period ({period}) is less than minimum allowed reminder period ({options.Value.MinimumReminderPeriod})");

        var reminder = new Reminder(silo, time, grainId, name, dueTime, period);
        _byGrain.GetOrAdd(grainId, static _ => new()).AddOrUpdate(name, reminder, (_, old) =>
        {
            old.Dispose();
            return reminder;
        });
        return reminder;
    }

    public void Unregister(IGrainReminder reminder)
    {
        CheckIsOn();
        var mine = (Reminder)reminder;
        if (!_byGrain.TryGetValue(mine.GrainId, out var ofGrain) || !ofGrain.TryGetValue(mine.ReminderName, out var current)) return;
        if (!ReferenceEquals(current, mine)) throw new ReminderException($"Could not unregister reminder {mine.ReminderName} from the reminder table, due to tag mismatch. You can retry.");
        ofGrain.TryRemove(KeyValuePair.Create(mine.ReminderName, mine));
        mine.Dispose();
        if (ofGrain.IsEmpty) _byGrain.TryRemove(KeyValuePair.Create(mine.GrainId, ofGrain));
    }

    public Reminder? Find(GrainId grainId, string name)
    {
        CheckIsOn();
        return _byGrain.TryGetValue(grainId, out var ofGrain) && ofGrain.TryGetValue(name, out var found) ? found : null;
    }

    public IEnumerable<Reminder> Of(GrainId grainId)
    {
        CheckIsOn();
        return _byGrain.TryGetValue(grainId, out var ofGrain) ? ofGrain.Values : [];
    }

    public void Dispose()
    {
        foreach (var reminder in _byGrain.Values.SelectMany(static r => r.Values)) reminder.Dispose();
    }

    private void CheckIsOn()
    {
        if (!isOn.Value.IsOn)
            throw new OrleansConfigurationException("The reminder service has not been configured. Configure it with ISiloBuilder.UseInMemoryReminderService().");
    }
}
