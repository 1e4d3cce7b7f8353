namespace Fleet.Notifications;

[GenerateSerializer, Alias("Fleet.NotificationSettingsState")]
public sealed class NotificationSettingsState
{
    [Id(0)] public NotificationSettings Settings { get; set; } = new();
}
