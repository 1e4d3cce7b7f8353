namespace Fleet.Notifications;

/// <summary>An organization's ways to its people; key <see cref="GrainKey.ForOrganization"/>.</summary>
[Alias("Fleet.INotificationSettingsGrain")]
public interface INotificationSettingsGrain : IGrainWithStringKey
{
    [Alias("Get")]
    Task<NotificationSettings> Get();

    /// <summary>Why this URL may not be posted to, in words for whoever gave it; null where it may.</summary>
    [Alias("Refusal")]
    Task<string?> Refusal(string url);

    /// <returns>As kept, with its version.</returns>
    [Alias("Put")]
    Task<NotificationSettings> Put(NotificationSettings settings);
}
