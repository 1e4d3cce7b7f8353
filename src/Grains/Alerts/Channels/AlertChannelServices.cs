using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Fleet.Alerts.Channels;

internal static class AlertChannelServices
{
    /// <summary>All ways to tell people. Which of them lead anywhere is for the configuration and the organization's settings.</summary>
    public static IServiceCollection AddAlertChannels(this IServiceCollection services)
    {
        services.AddOptions<MailOptions>().BindConfiguration(MailOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<SmsOptions>().BindConfiguration(SmsOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<PushOptions>().BindConfiguration(PushOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.TryAddSingleton<ProviderHttp>();
        services.TryAddSingleton<ISmsProvider, HttpSmsProvider>();
        services.TryAddSingleton<IPushProvider, HttpPushProvider>();
        services.AddSingleton<INotificationChannel, EmailChannel>();
        services.AddSingleton<INotificationChannel, SmsChannel>();
        services.AddSingleton<INotificationChannel, PushChannel>();
        services.AddSingleton<INotificationChannel, SlackChannel>();
        services.AddSingleton<INotificationChannel, WebhookChannel>();
        services.AddSingleton<INotificationChannel, InboxChannel>();
        return services;
    }
}
