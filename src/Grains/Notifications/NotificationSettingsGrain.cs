using Fleet.Webhooks;
using Orleans.Runtime;

namespace Fleet.Notifications;

/// <summary>An organization's ways to its people.</summary>
public sealed class NotificationSettingsGrain(
    [PersistentState("notification_settings", "fleet")] IPersistentState<NotificationSettingsState> persistent,
    TargetGuard guard) : Grain, INotificationSettingsGrain
{
    public Task<NotificationSettings> Get() => Task.FromResult(persistent.State.Settings);

    public Task<string?> Refusal(string url) => guard.Refusal(url, CancellationToken.None);

    public async Task<NotificationSettings> Put(NotificationSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var before = persistent.State.Settings;
        persistent.State.Settings = settings with { Version = before.Version + 1 };
        try
        {
            await persistent.WriteStateAsync();
        }
        catch
        {
            persistent.State.Settings = before;
            throw;
        }

        return persistent.State.Settings;
    }
}
