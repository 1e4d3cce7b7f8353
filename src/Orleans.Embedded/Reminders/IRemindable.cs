using Orleans.Runtime;

namespace Orleans;

/// <summary>A grain that can be woken by a reminder, active or not.</summary>
public interface IRemindable : IGrain
{
    Task ReceiveReminder(string reminderName, TickStatus status);
}
