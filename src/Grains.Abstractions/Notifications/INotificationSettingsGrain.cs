namespace Fleet.Notifications;

/// <summary>An organization's ways to its people; key <see cref="GrainKey.ForOrganization"/>.</summary>
[Alias("Fleet.INotificationSettingsGrain")]
public interface INotificationSettingsGrain : IGrainWithStringKey
{
    [Alias("Get")]
    Task<NotificationSettings> Get();

    /// <returns>As kept, with its version.</returns>
    [Alias("Put")]
    Task<NotificationSettings> Put(NotificationSettings settings);
}
