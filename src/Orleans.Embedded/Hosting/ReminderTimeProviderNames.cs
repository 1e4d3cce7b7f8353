namespace Orleans.Reminders;

/// <summary>The service key of the clock that reminders run on; unless registered, the plain <see cref="TimeProvider"/>.</summary>
public static class ReminderTimeProviderNames
{
    public const string Reminders = "Orleans.Reminders";
}
