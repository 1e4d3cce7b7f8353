using Fleet.Hosting.Telemetry;
using Fleet.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Fleet.Hosting;

/// <summary>What the programs that run one part of the system have in common.</summary>
public static class FleetProgram
{
    /// <summary>Configuration from appsettings.json beside the program, the environment and the command line, in this order.</summary>
    /// <param name="compose">Adds services; gives back what maps the endpoints.</param>
    /// <returns>0 after an orderly stop, 1 where it could not start, 2 where its configuration is wrong; one line on standard error says why.</returns>
    public static async Task<int> Run(string name, string[] args, string defaultUrl, Func<WebApplicationBuilder, Action<WebApplication>> compose)
    {
        ArgumentNullException.ThrowIfNull(compose);
        try
        {
            var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
            if (string.IsNullOrEmpty(builder.Configuration[WebHostDefaults.ServerUrlsKey]))
                builder.WebHost.UseUrls(defaultUrl);
            builder.Services.Configure<HostOptions>(static o => o.ShutdownTimeout = TimeSpan.FromSeconds(30));
            builder.Logging.AddFilter("Orleans", LogLevel.Warning);
            // Items on their way to a subscription that was just given up.
            builder.Logging.AddFilter("Orleans.Streams.StreamConsumerExtension", LogLevel.Error);
            // ClusterTls says it in one line, with the address.
            builder.Logging.AddFilter("Orleans.Connections.Security", LogLevel.Critical);
            if (builder.Configuration[SupervisedLifetime.Variable] == "1")
                builder.Services.AddSingleton<IHostLifetime, SupervisedLifetime>();
            builder.AddFleetTelemetry(name);
            var map = compose(builder);
            await using var app = builder.Build();
            map(app);
            await app.RunAsync();
            return 0;
        }
        catch (OptionsValidationException wrong)
        {
            return await Fail(2, string.Join("; ", wrong.Failures));
        }
        catch (NpgsqlException unusable)
        {
            return await Fail(1, "the database cannot be used: " + unusable.Message);
        }
        catch (Exception failed) when (failed is StorageException or IOException or UnauthorizedAccessException)
        {
            return await Fail(1, failed.Message);
        }

        async Task<int> Fail(int code, string why)
        {
            await Console.Error.WriteLineAsync($"{name}: {why}");
            return code;
        }
    }
}
