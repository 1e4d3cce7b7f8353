namespace Orleans.Runtime;

/// <summary>A registered reminder, to unregister it.</summary>
public interface IGrainReminder
{
    string ReminderName { get; }
}
