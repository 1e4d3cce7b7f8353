using System.Net;
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
