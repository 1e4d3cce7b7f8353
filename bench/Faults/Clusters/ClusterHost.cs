using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Reflection;
using System.Security.Cryptography;
using System.Text.Json;
using Fleet.Devices.Commands;
using Fleet.Hosting.Clustering;
using Fleet.Storage.Postgres;

namespace Fleet.Faults;

/// <summary>Three silos and two gateways over one PostgreSQL.</summary>
internal sealed class ClusterHost(string state, PrivateCluster database) : IAsyncDisposable
{
    private const int SiloCount = 3;
    private const int GatewayCount = 2;

    private readonly string _secret = RandomNumberGenerator.GetHexString(64, lowercase: true);
    private readonly List<ClusterProcess> _silos = [];
    private readonly List<ClusterProcess> _gateways = [];
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(5) };

    public IReadOnlyList<ClusterProcess> Silos => _silos;

    public IReadOnlyList<ClusterProcess> Gateways => _gateways;

    public string ConnectionString => database.ConnectionString;

    /// <summary>An admin's key of the organization "demo".</summary>
    public string Key { get; private set; } = "";

    public async Task Start(CancellationToken cancellationToken)
    {
        for (var i = 0; i < SiloCount; i++)
            _silos.Add(Make($"silo-{i + 1}", "fleet-silo", FreePorts.One(), Silo(i)));
        for (var i = 0; i < GatewayCount; i++)
            _gateways.Add(Make($"gateway-{i + 1}", "fleet-gateway", FreePorts.One(), new()));
        _silos[0].Launch();
        await _silos[0].Ready(_http, cancellationToken); // brings the schema up to date
        foreach (var other in _silos.Skip(1).Concat(_gateways))
            other.Launch();
        foreach (var other in _silos.Skip(1).Concat(_gateways))
            await other.Ready(_http, cancellationToken);
        await CreateOrganization(cancellationToken);
    }

    public async Task Restart(ClusterProcess silo, CancellationToken cancellationToken)
    {
        silo.Launch();
        await silo.Ready(_http, cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_gateways.Select(g => g.DisposeAsync().AsTask()));
        foreach (var silo in _silos)
            await silo.DisposeAsync();
        _http.Dispose();
    }

    private async Task CreateOrganization(CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(_gateways[0].Url, "/v1/organizations"))
        {
            Content = JsonContent.Create(new { organization_id = "demo", name = "Drill" }),
        };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Superuser());
        using var response = await _http.SendAsync(request, cancellationToken);
        var body = await response.Content.ReadAsStringAsync(cancellationToken);
        using var created = response.IsSuccessStatusCode ? JsonDocument.Parse(body) : throw new InvalidOperationException("the organization was refused: " + body);
        Key = created.RootElement.GetProperty("api_key").GetString()!;
    }

    private string Superuser()
    {
        var exp = TimeProvider.System.GetUtcNow().AddMinutes(5).ToUnixTimeSeconds();
        return TokenCommand.Sign(
            new Dictionary<string, object> { ["sub"] = "drill", ["org"] = "drill", ["role"] = "admin", ["is_superuser"] = true, ["exp"] = exp }, _secret);
    }

    private static Dictionary<string, string> Silo(int i) => new()
    {
        ["Fleet__Cluster__SiloName"] = $"silo-{i + 1}",
        ["Fleet__Cluster__AdvertisedAddress"] = "127.0.0.1",
        ["Fleet__Cluster__SiloPort"] = FreePorts.One().ToString(CultureInfo.InvariantCulture),
        ["Fleet__Cluster__ClientPort"] = FreePorts.One().ToString(CultureInfo.InvariantCulture),
    };

    private ClusterProcess Make(string name, string program, int port, Dictionary<string, string> environment)
    {
        environment["Fleet__Database"] = database.ConnectionString;
        environment["Fleet__Storage__PartitionsAhead"] = "1";
        environment["Fleet__Vehicles__LateDebounceSeconds"] = "1";
        environment["Gateway__Auth__JwtSecret"] = _secret;
        return new ClusterProcess(name, Program(program), new Uri($"http://127.0.0.1:{port}"), Path.Combine(state, name + ".log"), environment);
    }

    private static string Program(string name)
    {
        var metadata = typeof(ClusterHost).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().ToDictionary(a => a.Key, a => a.Value!);
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            var dll = Path.Combine(at.FullName, "src", "AllInOne", "bin", metadata["FleetEngine"], metadata["Configuration"], "net10.0", name + ".dll");
            if (File.Exists(dll))
                return dll;
        }

        throw new InvalidOperationException(name + " is not built: ./fleet bench Faults builds it");
    }
}
