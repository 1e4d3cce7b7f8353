using Fleet.Storage.Postgres;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Fleet.Storage;

/// <summary>The services as a host would have them, on one database.</summary>
public sealed class TestStore : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    public TestStore(string connectionString, Action<StorageOptions>? configure = null, TimeProvider? clock = null)
    {
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().Build());
        services.AddLogging();
        if (clock is not null)
            services.AddSingleton(clock);
        services.AddFleetPostgres(connectionString);
        services.Configure<StorageOptions>(o =>
        {
            o.GiveUpAfter = TimeSpan.FromSeconds(30);
            configure?.Invoke(o);
        });
        _services = services.BuildServiceProvider();
    }

    public NpgsqlDataSource Source => Get<NpgsqlDataSource>();

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public T GetKeyed<T>(string key)
        where T : notnull => _services.GetRequiredKeyedService<T>(key);

    public async Task<T> ScalarAsync<T>(string sql)
    {
        await using var command = Source.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    public async Task ExecuteAsync(string sql)
    {
        await using var command = Source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
