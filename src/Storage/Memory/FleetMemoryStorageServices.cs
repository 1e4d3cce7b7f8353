using Microsoft.Extensions.DependencyInjection;

namespace Fleet.Storage;

/// <summary>Registration of the logs of a process without a database. Directory and grain storage are registered elsewhere.</summary>
public static class FleetMemoryStorageServices
{
    /// <param name="maxRows">Rows that each log keeps.</param>
    public static IServiceCollection AddFleetMemoryLogs(this IServiceCollection services, int maxRows = 1_000_000)
    {
        services.AddSingleton<IPositionLog>(new MemoryPositionLog(maxRows));
        services.AddSingleton<IEventLog>(new MemoryEventLog(maxRows));
        services.AddSingleton<IRetentionRules>(new MemoryRetentionRules());
        return services;
    }
}
