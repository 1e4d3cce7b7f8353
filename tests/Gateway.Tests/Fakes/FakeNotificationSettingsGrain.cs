using Fleet.Notifications;

namespace Fleet.Gateway.Fakes;

/// <summary>Settings in memory. A URL with "internal" in it may not be posted to.</summary>
public sealed class FakeNotificationSettingsGrain : INotificationSettingsGrain
{
    public NotificationSettings Kept { get; private set; } = new();

    public Task<NotificationSettings> Get() => Task.FromResult(Kept);

    public Task<string?> Refusal(string url) => Task.FromResult(url.Contains("internal", StringComparison.Ordinal) ? "points into a network that is not public" : null);

    public Task<NotificationSettings> Put(NotificationSettings settings) => Task.FromResult(Kept = settings with { Version = Kept.Version + 1 });
}
