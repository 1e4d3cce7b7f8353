using Fleet.Audit;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Storage;

namespace Fleet.Storage;

/// <summary>Registration of the logs and the grain storage of a process without a database. The directory is registered elsewhere.</summary>
public static class FleetMemoryStorageServices
{
    /// <summary>The name that grains give: [PersistentState("…", "fleet")].</summary>
    private const string GrainStorageName = "fleet";

    /// <param name="maxRows">Rows that each log keeps.</param>
    public static IServiceCollection AddFleetMemoryLogs(this IServiceCollection services, int maxRows = 1_000_000)
    {
        services.AddSingleton<IPositionLog>(new MemoryPositionLog(maxRows));
        services.AddSingleton<IAuditLog>(new MemoryAuditLog());
        services.AddSingleton<IEventLog>(new MemoryEventLog(maxRows));
        services.AddKeyedSingleton<IGrainStorage, MemoryStateStorage>(GrainStorageName);
        services.AddSingleton<IRetentionRules>(new MemoryRetentionRules());
        return services;
    }
}
