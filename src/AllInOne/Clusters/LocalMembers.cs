using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Fleet.Hosting.Clustering;

namespace Fleet.AllInOne.Clusters;

/// <summary>The processes of a local cluster: silos first, gateways when all silos are ready.</summary>
internal sealed class LocalMembers(ClusterUpOptions options, IReadOnlyDictionary<string, string> shared)
{
    private readonly List<Member> _silos = [];
    private readonly List<Member> _gateways = [];

    public IReadOnlyList<Member> Gateways => _gateways;

    public IEnumerable<Member> All => _silos.Concat(_gateways);

    public string LogFolder { get; } = Path.Combine(options.StateFolder, "cluster");

    public async Task Start(TimeSpan patience, CancellationToken cancellationToken)
    {
        System.IO.Directory.CreateDirectory(LogFolder);
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(5) };
        for (var i = 1; i <= options.Silos; i++)
        {
            // The first brings the schema up to date and makes the cluster; the others need not wait for each other.
            _silos.Add(Silo(string.Create(CultureInfo.InvariantCulture, $"silo-{i}")));
            if (i == 1)
                await _silos[0].Ready(http, patience, cancellationToken);
        }

        await Task.WhenAll(_silos.Select(s => s.Ready(http, patience, cancellationToken)));
        for (var i = 1; i <= options.Gateways; i++)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"gateway-{i}");
            var port = options.Port == 0 ? FreePort() : options.Port + i - 1;
            _gateways.Add(Member.Start(name, "fleet-gateway", Loopback(port), Log(name), shared));
        }

        await Task.WhenAll(_gateways.Select(g => g.Ready(http, patience, cancellationToken)));
    }

    /// <summary>Gateways at once, for they hand nothing over; silos one by one, so that each hands over to one that stays.</summary>
    public async Task Stop(TimeSpan patience)
    {
        await Task.WhenAll(_gateways.Select(g => g.Stop(patience)));
        foreach (var silo in _silos)
            await silo.Stop(patience);
        foreach (var member in All)
            member.Dispose();
    }

    /// <summary>Says who ended while nobody asked for it.</summary>
    public Task WhenOneLeaves(Action<string> said) => Task.WhenAll(All.Select(async m =>
    {
        await m.Left;
        said(m.Name);
    }));

    private Member Silo(string name) => Member.Start(name, "fleet-silo", Loopback(FreePort()), Log(name), new Dictionary<string, string>(shared)
    {
        [Setting(nameof(ClusterSettings.SiloName))] = name,
        [Setting(nameof(ClusterSettings.AdvertisedAddress))] = IPAddress.Loopback.ToString(),
        [Setting(nameof(ClusterSettings.SiloPort))] = FreePort().ToString(CultureInfo.InvariantCulture),
        [Setting(nameof(ClusterSettings.ClientPort))] = FreePort().ToString(CultureInfo.InvariantCulture),
    });

    private string Log(string name) => Path.Combine(LogFolder, name + ".log");

    private static string Setting(string name) => $"{ClusterSettings.Section}:{name}".Replace(":", "__", StringComparison.Ordinal);

    private static Uri Loopback(int port) => new(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}"));

    /// <summary>One that nobody listens on at the moment of asking.</summary>
    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
