using System.Globalization;
using Fleet.Hosting.Clustering;
using Fleet.Hosts;
using Fleet.Silo;
using Fleet.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Fleet.Hosting;

/// <summary>A silo behind TLS, and who may call it.</summary>
[Collection(PostgresCollection.Name)]
public sealed class ClusterTlsTests(ClusterFixture postgres) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1); // reached only if something never comes

    private readonly TemporaryFolder _folder = new();

    [SkippableFact]
    public async Task Host_with_a_certificate_of_the_authorities_is_let_in_and_no_other()
    {
        Skip.If(FleetEngine.Name != "Orleans", "the embedded engine is one process: it has no connections between hosts");
        using var ours = new TestAuthority(_folder.Path, "ours");
        using var others = new TestAuthority(_folder.Path, "others");
        var database = await postgres.CreateDatabaseAsync();
        var (siloPort, clientPort) = FreePorts.Two();

        var siloLog = new LinesSeen();
        var silo = Builder(database, siloLog, ours.Issue("silo"), ours.File);
        silo.Configuration["Fleet:Cluster:AdvertisedAddress"] = "127.0.0.1";
        silo.Configuration["Fleet:Cluster:SiloPort"] = siloPort.ToString(CultureInfo.InvariantCulture);
        silo.Configuration["Fleet:Cluster:ClientPort"] = clientPort.ToString(CultureInfo.InvariantCulture);
        silo.AddClusteredFleetSilo();
        using var running = silo.Build();
        await running.StartAsync();

        var member = Builder(database, new LinesSeen(), ours.Issue("gateway"), ours.File);
        member.AddFleetClient();
        using (var gateway = member.Build())
        {
            await gateway.StartAsync();
            Assert.Empty(await gateway.Services.GetRequiredService<IGrainFactory>().GetGrain<IHostRosterGrain>(IHostRosterGrain.Key).List());
            await gateway.StopAsync();
        }

        var plain = await Refused(Builder(database, new LinesSeen(), null, null));
        Assert.StartsWith("No silo of this cluster can be used yet", plain, StringComparison.Ordinal);
        Assert.StartsWith("Refused a connection from 127.0.0.1:", await siloLog.Line(5302).WaitAsync(Patience, TimeProvider.System), StringComparison.Ordinal);

        var strangerLog = new LinesSeen();
        await Refused(Builder(database, strangerLog, others.Issue("stranger"), others.File));
        Assert.Equal(
            "A host's certificate is not from our authorities: CN=silo of CN=ours (PartialChain)",
            await strangerLog.Line(5301).WaitAsync(Patience, TimeProvider.System));
        await running.StopAsync();
    }

    public void Dispose() => _folder.Delete();

    /// <summary>Lets a client try, and ends it once it has said that it waits.</summary>
    private static async Task<string> Refused(HostApplicationBuilder builder)
    {
        var log = new LinesSeen();
        builder.Logging.AddProvider(log);
        builder.AddFleetClient();
        using var client = builder.Build();
        using var enough = new CancellationTokenSource();
        var starting = client.StartAsync(enough.Token);
        var line = await log.Line(5304).WaitAsync(Patience, TimeProvider.System);
        Assert.False(starting.IsCompleted);
        await enough.CancelAsync();
        await Assert.ThrowsAnyAsync<Exception>(() => starting);
        return line;
    }

    private static HostApplicationBuilder Builder(string database, LinesSeen log, (string Certificate, string Key)? host, string? authorities)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Logging.AddProvider(log);
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            [FleetStorage.DatabaseKey] = database,
            ["Fleet:Cluster:TlsCertificate"] = host?.Certificate,
            ["Fleet:Cluster:TlsKey"] = host?.Key,
            ["Fleet:Cluster:TlsAuthorities"] = authorities,
        });
        return builder;
    }
}
