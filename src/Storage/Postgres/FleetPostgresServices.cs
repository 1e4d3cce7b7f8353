using Fleet.Audit;
using Fleet.Directory;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Npgsql;
using Orleans.Storage;

namespace Fleet.Storage.Postgres;

/// <summary>Registration of everything that keeps its data in PostgreSQL.</summary>
public static class FleetPostgresServices
{
    /// <summary>Connections of one host at most, unless the connection string says another number than Npgsql's default.</summary>
    private const int MaxPoolSize = 60;

    /// <summary>
    /// A host that is frozen between a statement and its commit (SIGSTOP, a paused machine, a cut network) keeps the row of a line locked: without this
    /// those that took its shards over wait for it as long as it stays so. The server ends its transaction instead.
    /// </summary>
    private const string AbandonedAfter = "idle_in_transaction_session_timeout";

    private const int AbandonedMilliseconds = 5_000;

    private const string BadConnectionString = "Fleet:Database is not a PostgreSQL connection string. Expected for example: Host=/var/run/postgresql;Database=fleet;Username=fleet";

    /// <summary>
    /// Adds the logs, the directory, retention, the partition keeper and the grain storage <see cref="PostgresGrainStorage.Name"/>.
    /// The host runs <see cref="Migrator.MigrateAsync(CancellationToken)"/> before it starts.
    /// </summary>
    /// <param name="connectionString">Never logged; errors do not repeat it.</param>
    /// <exception cref="StorageException">The text is no connection string.</exception>
    public static IServiceCollection AddFleetPostgres(this IServiceCollection services, string connectionString)
    {
        var source = SourceOf(connectionString);
        services.AddOptions<StorageOptions>().BindConfiguration(StorageOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddMetrics();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(source);
        services.AddSingleton<StorageInstruments>();
        services.AddSingleton<Migrator>();
        services.AddSingleton<IPositionLog, PostgresPositionLog>();
        services.AddSingleton<IEventLog, PostgresEventLog>();
        services.AddSingleton<IAuditLog, PostgresAuditLog>();
        services.AddSingleton<IFleetDirectory, PostgresFleetDirectory>();
        services.AddSingleton<IRetentionRules, PostgresRetentionRules>();
        services.AddSingleton<PostgresGrainStorage>();
        // As Orleans' AddGrainStorage does it: providers are keyed services.
        services.AddKeyedSingleton<IGrainStorage>(PostgresGrainStorage.Name, static (s, _) => s.GetRequiredService<PostgresGrainStorage>());
        services.AddHostedService<PartitionKeeper>();
        return services;
    }

    /// <summary>The pool, with what the storage relies on.</summary>
    public static Func<IServiceProvider, NpgsqlDataSource> SourceOf(string connectionString)
    {
        NpgsqlDataSourceBuilder builder;
        try
        {
            builder = new NpgsqlDataSourceBuilder(connectionString);
        }
        catch (Exception e) when (e is ArgumentException or FormatException or KeyNotFoundException)
        {
            throw new StorageException(BadConnectionString);
        }

        var settings = builder.ConnectionStringBuilder;
        if (string.IsNullOrEmpty(settings.Host))
            throw new StorageException(BadConnectionString);
        settings.ApplicationName ??= "fleet";
        settings.PersistSecurityInfo = false;
        settings.IncludeErrorDetail = false;
        // A server that stopped answering must not hold a lane for Npgsql's 15 and 30 s; what the operator wrote stays.
        if (settings.Timeout == new NpgsqlConnectionStringBuilder().Timeout)
            settings.Timeout = 5;
        if (settings.CommandTimeout == new NpgsqlConnectionStringBuilder().CommandTimeout)
            settings.CommandTimeout = 15;
        // Of the server's usual 100 some must be left for others: psql, a backup, a second host. More wait for one of these.
        if (settings.MaxPoolSize == new NpgsqlConnectionStringBuilder().MaxPoolSize)
            settings.MaxPoolSize = MaxPoolSize;
        // As a start-up option: what is SET would be reset whenever a connection goes back to the pool.
        if (settings.Options?.Contains(AbandonedAfter, StringComparison.Ordinal) is not true)
            settings.Options = $"{settings.Options} -c {AbandonedAfter}={AbandonedMilliseconds}".TrimStart();
        return services =>
        {
            builder.UseLoggerFactory(services.GetService<Microsoft.Extensions.Logging.ILoggerFactory>());
            return builder.Build();
        };
    }
}
