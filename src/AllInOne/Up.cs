using System.Security.Cryptography;
using Fleet.AllInOne.Databases;
using Fleet.Devices.Gateway;
using Fleet.Devices.Simulation;
using Fleet.Gateway;
using Fleet.Gateway.Auth;
using Fleet.Hosting;
using Fleet.Hosting.Roster;
using Fleet.Hosting.Telemetry;
using Fleet.Hosts;
using Fleet.Silo;
using Fleet.Storage;
using Fleet.Storage.Postgres;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Npgsql;

namespace Fleet.AllInOne;

/// <summary>Database, silo, gateway and demo fleet in one process. They stop in the opposite order.</summary>
internal static class Up
{
    public static async Task<int> Run(UpOptions options)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseUrls($"http://127.0.0.1:{options.Port}");
        builder.Services.Configure<HostOptions>(o => o.ShutdownTimeout = TimeSpan.FromSeconds(20));

        using var early = new EarlyStop();
        using var loggers = LoggerFactory.Create(l => l.AddConfiguration(builder.Configuration.GetSection("Logging")).AddConsole());
        await using var database = await HostDatabase.Open(options.StateFolder, options.Memory, connections: 100, builder.Configuration, loggers.CreateLogger<PrivateCluster>(), early.Token);

        const string SecretKey = AuthOptions.Section + ":" + nameof(AuthOptions.JwtSecret);
        var jwtSecret = builder.Configuration[SecretKey] ?? RandomNumberGenerator.GetHexString(64, lowercase: true);
        builder.Configuration.AddInMemoryCollection([new(SecretKey, jwtSecret), new(FleetStorage.DatabaseKey, database.ConnectionString)]);

        builder.AddFleetTelemetry("fleet-up"); // first: it hears all that follows, and leaves last
        builder.AddFleetSilo();
        builder.Services.AddFleetGateway(builder.Configuration);
        builder.Services.AddHostReports(HostRole.AllInOne);
        builder.Services.AddDemoFleet();

        await using var app = builder.Build();
        app.MapFleetGateway();
        try
        {
            await app.StartAsync(early.Token);
        }
        catch (IOException taken) when (AddressInUse.Is(taken))
        {
            await Console.Error.WriteLineAsync($"fleet: port {options.Port} is in use; choose another with --port N");
            return 1;
        }
        catch (NpgsqlException unusable)
        {
            throw new StorageException($"the database cannot be used: {unusable.Message}", unusable);
        }

        early.Dispose();
        var url = new Uri(app.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First());
        var demo = options.Organization
            // In memory every start is a new organization; its keys must not displace those of the database.
            ? await DemoOrganization.Open(app.Services.GetRequiredService<IGrainFactory>(), options.Memory ? null : options.StateFolder)
            : null;
        var run = new RunFile
        {
            Url = url.GetLeftPart(UriPartial.Authority),
            ApiKey = demo?.ApiKey,
            AdminKey = demo?.AdminKey,
            JwtSecret = jwtSecret,
            OrganizationId = demo?.Id,
            Engine = FleetEngine.Description,
            Storage = database.Description,
            Pid = Environment.ProcessId,
        };
        var files = new RunFiles(options.StateFolder, url.Port);
        files.Write(run);
        var fleet = app.Services.GetRequiredService<DemoFleetService>();
        if (options.Fleet && demo is not null)
            fleet.Drive(new GatewayAddress(url, demo.AdminKey));

        Console.WriteLine(StartScreen.Text(run, Environment.GetEnvironmentVariable("FLEET_ENGINE_WHY") ?? "as this build was made", options.Fleet ? fleet.Vehicles : 0, files.Newest));
        try
        {
            await app.WaitForShutdownAsync();
        }
        finally
        {
            files.Remove();
        }

        return 0;
    }
}
