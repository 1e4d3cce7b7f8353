using System.Net;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Configuration;
using Orleans.Hosting;

namespace Fleet.Hosting.Clustering;

/// <summary>How a silo or a client becomes part of a cluster that meets in PostgreSQL (migration 20, docs/deployment.md).</summary>
internal static class Cluster
{
    private const string Invariant = "Npgsql";

    /// <summary>Null: this build can.</summary>
    public static string? Unavailable => null;

    public static void Join(ISiloBuilder silo, ClusterSettings settings, string database)
    {
        silo.Configure<ClusterOptions>(o => Name(o, settings));
        silo.Configure<SiloOptions>(o => o.SiloName = settings.SiloName ?? Environment.MachineName);
        if (settings.AdvertisedAddress is { } address)
            silo.ConfigureEndpoints(IPAddress.Parse(address), settings.SiloPort, settings.ClientPort, listenOnAnyHostAddress: !IPAddress.IsLoopback(IPAddress.Parse(address)));
        else
            silo.ConfigureEndpoints(settings.SiloPort, settings.ClientPort, listenOnAnyHostAddress: true);

        silo.UseAdoNetClustering(o => (o.Invariant, o.ConnectionString) = (Invariant, database));
        silo.UseAdoNetReminderService(o => (o.Invariant, o.ConnectionString) = (Invariant, database));
        silo.AddAdoNetGrainStorage("PubSubStore", o => (o.Invariant, o.ConnectionString) = (Invariant, database));
        silo.Configure<ClusterMembershipOptions>(o => Watch(o, settings));
        UseConsistentDirectory(silo);
        if (HostCertificates.Of(settings) is { } certificates)
            new ClusterTls(certificates).Secure(silo);
    }

    public static void Join(IClientBuilder client, ClusterSettings settings, string database)
    {
        client.Configure<ClusterOptions>(o => Name(o, settings));
        client.UseAdoNetClustering(o => (o.Invariant, o.ConnectionString) = (Invariant, database));
        client.Configure<GatewayOptions>(o => o.GatewayListRefreshPeriod = TimeSpan.FromSeconds(settings.GatewayRefreshSeconds));
        client.UseConnectionRetryFilter<WaitForSilos>();
        if (HostCertificates.Of(settings) is { } certificates)
            new ClusterTls(certificates).Secure(client);
    }

    /// <summary>
    /// Where grains are, agreed by all silos (docs/decisions/0061). Orleans' default directory forgets a third of them with each of three
    /// silos that leaves, and lets two activations of one grain run until the silos have met.
    /// </summary>
    private static void UseConsistentDirectory(ISiloBuilder silo)
    {
#pragma warning disable ORLEANSEXP003 // for evaluation, says the attribute; what of it we rely on is said in the decision
        silo.AddDistributedGrainDirectory();
#pragma warning restore ORLEANSEXP003

        // No lease: after a crash it would keep the grains of the dead silo's range from everybody for half a minute, against a silo that is
        // only cut off. ETags and the compare-and-set of the logs refuse that one. By name, because releases without leases lack the option.
        silo.Services.Configure<GrainDirectoryOptions>(new ConfigurationBuilder().AddInMemoryCollection([new("RangeLeaseDuration", "0:00:00")]).Build());
    }

    private static void Name(ClusterOptions options, ClusterSettings settings) =>
        (options.ClusterId, options.ServiceId) = (settings.ClusterId, settings.ServiceId);

    private static void Watch(ClusterMembershipOptions options, ClusterSettings settings)
    {
        options.ProbeTimeout = TimeSpan.FromMilliseconds(settings.ProbeMilliseconds);
        options.MaxProbeTimeout = options.ProbeTimeout * 2;
        options.NumMissedProbesLimit = settings.MissedProbes;
        options.NumVotesForDeathDeclaration = settings.Votes;
        options.TableRefreshTimeout = TimeSpan.FromSeconds(settings.TableRefreshSeconds);
        // A frozen silo keeps its connections open: probes alone must be able to tell (shared/ORLEANS.md, What it costs).
        options.EnableConnectionLivenessCheck = false;
    }
}
