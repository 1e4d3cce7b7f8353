using System.Globalization;
using System.Net;
using Fleet.Hosting.Clustering;

namespace Fleet.AllInOne.Clusters;

/// <summary>The processes of a local cluster: silos first, gateways when all silos are ready.</summary>
internal sealed class LocalMembers(ClusterUpOptions options, IReadOnlyDictionary<string, string> shared)
{
    private readonly List<Member> _silos = [];
    private readonly List<Member> _gateways = [];
    private volatile bool _stopping;

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
            var port = options.Port == 0 ? FreePorts.One() : options.Port + i - 1;
            _gateways.Add(Member.Start(name, "fleet-gateway", Loopback(port), Log(name), shared));
        }

        await Task.WhenAll(_gateways.Select(g => g.Ready(http, patience, cancellationToken)));
    }

    /// <summary>Gateways at once, for they hand nothing over; silos one by one, so that each hands over to one that stays.</summary>
    public async Task Stop(TimeSpan patience)
    {
        _stopping = true;
        await Task.WhenAll(_gateways.Select(g => g.Stop(patience)));
        foreach (var silo in _silos)
            await silo.Stop(patience);
        foreach (var member in All)
            member.Dispose();
    }

    /// <summary>Says who ends while nobody asked for it.</summary>
    public void Watch(Action<string> said)
    {
        foreach (var member in All)
        {
            _ = member.Left.ContinueWith(
                _ =>
                {
                    if (!_stopping)
                        said(member.Name);
                },
                TaskScheduler.Default);
        }
    }

    private Member Silo(string name) => Member.Start(name, "fleet-silo", Loopback(FreePorts.One()), Log(name), new Dictionary<string, string>(shared)
    {
        [Setting(nameof(ClusterSettings.SiloName))] = name,
        [Setting(nameof(ClusterSettings.AdvertisedAddress))] = IPAddress.Loopback.ToString(),
        [Setting(nameof(ClusterSettings.SiloPort))] = FreePorts.One().ToString(CultureInfo.InvariantCulture),
        [Setting(nameof(ClusterSettings.ClientPort))] = FreePorts.One().ToString(CultureInfo.InvariantCulture),
    });

    private string Log(string name) => Path.Combine(LogFolder, name + ".log");

    private static string Setting(string name) => $"{ClusterSettings.Section}:{name}".Replace(":", "__", StringComparison.Ordinal);

    private static Uri Loopback(int port) => new(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}"));
}
