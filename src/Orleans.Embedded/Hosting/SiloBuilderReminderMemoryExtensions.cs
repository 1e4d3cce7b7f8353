using Microsoft.Extensions.DependencyInjection;
using Orleans.Embedded.Reminders;

namespace Orleans.Hosting;

/// <summary>Reminders in memory; gone with the host.</summary>
public static class SiloBuilderReminderMemoryExtensions
{
    public static ISiloBuilder UseInMemoryReminderService(this ISiloBuilder builder)
    {
        builder.Services.Configure<ReminderServiceSwitch>(static s => s.IsOn = true);
        return builder;
    }
}
