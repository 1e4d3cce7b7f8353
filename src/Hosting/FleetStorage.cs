using Fleet.Directory;
using Fleet.Storage;
using Fleet.Storage.Postgres;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace Fleet.Hosting;

/// <summary>Where this host keeps its data: PostgreSQL where <c>Fleet:Database</c> says which, else memory.</summary>
/// <param name="IsDurable">Survives the process.</param>
/// <param name="Description">One line for the start-up screen. Never holds the connection string.</param>
public sealed record FleetStorage(bool IsDurable, string Description)
{
    /// <summary>The configuration key of the connection string.</summary>
    public const string DatabaseKey = "Fleet:Database";

    /// <summary>Rows that each log of a process without a database keeps.</summary>
    private const int MemoryRows = 500_000;

    /// <summary>Adds logs, directory, retention and grain storage, and itself. The schema is brought up to date before the host's other services start.</summary>
    /// <exception cref="StorageException">Fleet:Database is no connection string.</exception>
    public static FleetStorage Add(IHostApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var storage = AddTo(builder.Services, builder.Configuration[DatabaseKey]);
        builder.Services.AddSingleton(storage);
        return storage;
    }

    private static FleetStorage AddTo(IServiceCollection services, string? database)
    {
        if (!string.IsNullOrWhiteSpace(database))
        {
            services.AddHostedService<SchemaService>(); // before everything that uses the database
            services.AddFleetPostgres(database);
            return new FleetStorage(true, "PostgreSQL");
        }

        services.AddOptions<MemoryDirectoryOptions>().BindConfiguration(MemoryDirectoryOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.TryAddSingleton<IFleetDirectory, MemoryFleetDirectory>();
        services.AddFleetMemoryLogs(MemoryRows);
        return new FleetStorage(false, "memory: nothing survives a restart");
    }
}
