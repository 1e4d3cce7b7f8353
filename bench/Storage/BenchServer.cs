using Fleet.Storage.Postgres;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Fleet.Storage.Bench;

/// <summary>A private cluster as the product runs it (fsync on), and the services on it.</summary>
internal sealed class BenchServer(string folder, PrivateCluster cluster, ServiceProvider services) : IAsyncDisposable
{
    public string SocketPath => cluster.SocketPath;

    public NpgsqlDataSource Source => services.GetRequiredService<NpgsqlDataSource>();

    public T Get<T>()
        where T : notnull => services.GetRequiredService<T>();

    public static async Task<BenchServer> StartAsync()
    {
        var folder = Path.Combine(Path.GetTempPath(), "fleet-storage-bench-" + Environment.ProcessId);
        var cluster = await PrivateCluster.StartAsync(new() { DataFolder = folder }, TimeProvider.System, NullLogger.Instance, default);
        var collection = new ServiceCollection();
        collection.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddEnvironmentVariables().Build());
        collection.AddLogging();
        collection.AddFleetPostgres(cluster.ConnectionString);
        var services = collection.BuildServiceProvider();
        await services.GetRequiredService<Migrator>().MigrateAsync(default);
        return new(folder, cluster, services);
    }

    public async Task ExecuteAsync(string sql)
    {
        await using var command = Source.CreateCommand(sql);
        command.CommandTimeout = 0;
        await command.ExecuteNonQueryAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        await cluster.DisposeAsync();
        System.IO.Directory.Delete(folder, recursive: true);
    }
}
