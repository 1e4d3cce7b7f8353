using System.Globalization;
using System.Security.Cryptography;
using Fleet.AllInOne.Databases;
using Fleet.Devices.Gateway;
using Fleet.Devices.Simulation;
using Fleet.Gateway.Auth;
using Fleet.Hosting;
using Fleet.Hosting.Clustering;
using Fleet.Storage.Postgres;

namespace Fleet.AllInOne.Clusters;

/// <summary>
/// <c>./fleet cluster</c>: silos and gateways as processes of their own on loopback over one database, and the demo fleet.
/// They leave in order: demo fleet, gateways, silos one by one, database.
/// </summary>
internal static class ClusterUp
{
    private static readonly TimeSpan StartPatience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(35);

    public static async Task<int> Run(ClusterUpOptions options)
    {
        using var early = new EarlyStop();
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { ContentRootPath = AppContext.BaseDirectory });
        using var loggers = LoggerFactory.Create(l => l.AddConfiguration(builder.Configuration.GetSection("Logging")).AddConsole());
        await using var database = await HostDatabase.Open(options.StateFolder, memory: false, connections: 50 + (70 * (options.Silos + options.Gateways)), builder.Configuration, loggers.CreateLogger<PrivateCluster>(), early.Token);

        var secret = builder.Configuration[AuthOptions.Section + ":" + nameof(AuthOptions.JwtSecret)] ?? RandomNumberGenerator.GetHexString(64, lowercase: true);
        // Another id at each start: what a killed cluster left in the membership table must not be waited for.
        var clusterId = "local-" + RandomNumberGenerator.GetHexString(12, lowercase: true);
        var shared = new Dictionary<string, string>
        {
            [Key(FleetStorage.DatabaseKey)] = database.ConnectionString!,
            [Key($"{AuthOptions.Section}:{nameof(AuthOptions.JwtSecret)}")] = secret,
            [Key($"{ClusterSettings.Section}:{nameof(ClusterSettings.ClusterId)}")] = clusterId,
        };
        builder.Configuration.AddInMemoryCollection(shared.Select(s => new KeyValuePair<string, string?>(s.Key.Replace("__", ":", StringComparison.Ordinal), s.Value)));
        builder.AddFleetClient();
        builder.Services.AddDemoFleet();

        var members = new LocalMembers(options, shared);
        try
        {
            await members.Start(StartPatience, early.Token);
            using var host = builder.Build();
            await host.StartAsync(early.Token);
            early.Dispose();
            await Serve(options, host, members, database, secret, clusterId);
            await host.StopAsync();
            return 0;
        }
        finally
        {
            await members.Stop(StopPatience);
        }
    }

    private static async Task Serve(ClusterUpOptions options, IHost host, LocalMembers members, HostDatabase database, string secret, string clusterId)
    {
        var demo = await DemoOrganization.Open(host.Services.GetRequiredService<IGrainFactory>(), options.StateFolder);
        var gateway = members.Gateways[0].Url;
        var files = new RunFiles(options.StateFolder, gateway.Port);
        files.Write(new RunFile
        {
            Url = gateway.GetLeftPart(UriPartial.Authority),
            ApiKey = demo.ApiKey,
            AdminKey = demo.AdminKey,
            JwtSecret = secret,
            OrganizationId = demo.Id,
            Engine = FleetEngine.Description,
            Storage = database.Description,
            ClusterId = clusterId,
            Database = database.ConnectionString,
            Pid = Environment.ProcessId,
        });
        try
        {
            if (options.Fleet)
                host.Services.GetRequiredService<DemoFleetService>().Drive(new GatewayAddress(gateway, demo.AdminKey));
            Console.WriteLine(Screen(members, database, demo));
            members.Watch(static who => Console.WriteLine($"{who} has ended"));
            await host.WaitForShutdownAsync();
            Console.WriteLine("draining: gateways, then silos");
        }
        finally
        {
            files.Remove();
        }
    }

    private static string Screen(LocalMembers members, HostDatabase database, DemoOrganization demo) => $"""
        A fleet cluster is up
          engine    {FleetEngine.Description}
          storage   {database.Description}
        {string.Join('\n', members.All.Select(m => string.Create(CultureInfo.InvariantCulture, $"  {m.Name,-9} {m.Url.GetLeftPart(UriPartial.Authority)}  (pid {m.Pid})")))}
          logs      {members.LogFolder}
          key       {demo.ApiKey}

        Every gateway serves everything; a silo's address has /health/ready and /metrics. Ctrl-C drains all, one after another.
        """;

    private static string Key(string key) => key.Replace(":", "__", StringComparison.Ordinal);
}
