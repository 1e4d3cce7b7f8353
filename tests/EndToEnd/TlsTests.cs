using System.Net.WebSockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;

namespace Fleet.EndToEnd;

/// <summary>The gateway's port with a configured certificate.</summary>
public sealed class TlsTests : IDisposable
{
    private readonly DirectoryInfo _folder = System.IO.Directory.CreateTempSubdirectory("fleet-tls-");
    private readonly X509Certificate2 _certificate;

    public TlsTests()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=fleet.test", key, HashAlgorithmName.SHA256);
        var now = TimeProvider.System.GetUtcNow();
        _certificate = request.CreateSelfSigned(now.AddMinutes(-5), now.AddHours(1));
        File.WriteAllText(CertificatePath, _certificate.ExportCertificatePem());
        File.WriteAllText(KeyPath, key.ExportPkcs8PrivateKeyPem());
    }

    private string CertificatePath => Path.Combine(_folder.FullName, "certificate.pem");

    private string KeyPath => Path.Combine(_folder.FullName, "key.pem");

    [Fact]
    public async Task Rest_and_events_go_over_tls_1_2_and_1_3()
    {
        await using var host = await Start();
        foreach (var version in new[] { SslProtocols.Tls12, SslProtocols.Tls13 })
        {
            using var http = new HttpClient(Client(version)) { BaseAddress = new Uri(host.Url) };
            using var ready = await http.GetAsync(new Uri("/health/live", UriKind.Relative));
            Assert.True(ready.IsSuccessStatusCode);

            using var socket = new ClientWebSocket();
            await socket.ConnectAsync(new Uri(host.SocketUrl + "/v1/streaming"), new HttpMessageInvoker(Client(version)), default);
            await socket.SendAsync(Encoding.UTF8.GetBytes($$"""{"type":"auth","api_key":"{{host.Key}}"}"""), WebSocketMessageType.Text, true, default);
            var buffer = new byte[4096];
            var received = await socket.ReceiveAsync(buffer.AsMemory(), default);
            using var answer = JsonDocument.Parse(buffer.AsMemory(0, received.Count));
            Assert.Equal("auth_success", answer.RootElement.GetProperty("type").GetString());
            await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, default);
            Assert.Equal(WebSocketCloseStatus.NormalClosure, socket.CloseStatus);
        }
    }

    public void Dispose()
    {
        _certificate.Dispose();
        _folder.Delete(recursive: true);
    }

    private Task<FleetHost> Start() => FleetHost.Start(
        ("Kestrel:Endpoints:Tls:Url", "https://127.0.0.1:0"),
        ("Kestrel:Certificates:Default:Path", CertificatePath),
        ("Kestrel:Certificates:Default:KeyPath", KeyPath));

    private SocketsHttpHandler Client(SslProtocols version) => new()
    {
        SslOptions = new()
        {
            EnabledSslProtocols = version,
            RemoteCertificateValidationCallback = (_, shown, _, _) => shown?.GetCertHashString() == _certificate.Thumbprint,
        },
    };
}
