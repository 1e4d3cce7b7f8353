namespace Orleans.Embedded.Reminders;

/// <summary>Whether the host asked for reminders.</summary>
internal sealed class ReminderServiceSwitch
{
    public bool IsOn { get; set; }
}
