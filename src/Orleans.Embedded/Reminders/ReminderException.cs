namespace Orleans.Runtime;

/// <summary>A reminder was replaced or removed by somebody else meanwhile.</summary>
public sealed class ReminderException : OrleansException
{
    public ReminderException(string message) : base(message) { }
}
