using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Fleet.SocketIo.ConformanceHost;
using Fleet.Testing;
using Microsoft.AspNetCore.Builder;

namespace Fleet.Gateway.Protocols.SocketIo;

/// <summary>
/// That the host of the public suites is composed, starts, and echoes; the suites themselves are run by hand (docs/socketio.md).
/// Its heartbeats stand still: with the suites' 200 ms a test that is held up would be given up.
/// </summary>
public sealed class ConformanceHostTests : IAsyncLifetime, IDisposable
{
    private readonly ManualTimeProvider _heartbeats = new();
    private readonly ClientWebSocket _socket = new();
    private readonly WebApplication _app;

    public ConformanceHostTests() => _app = ConformanceHost.Build(_heartbeats, "http://127.0.0.1:0");

    public Task InitializeAsync() => _app.StartAsync();

    public async Task DisposeAsync()
    {
        _socket.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    public void Dispose() => _socket.Dispose();

    [Fact]
    public async Task Engine_session_begun_by_polling_goes_on_over_a_websocket()
    {
        using var http = new HttpClient();
        var url = _app.Urls.First() + "/engine.io/?EIO=4&transport=";
        var opened = await http.GetStringAsync(url + "polling");
        Assert.StartsWith("0{", opened, StringComparison.Ordinal);
        using var handshake = JsonDocument.Parse(opened[1..]);
        Assert.Equal(300, handshake.RootElement.GetProperty("pingInterval").GetInt32());

        await Connect($"{url}websocket&sid={handshake.RootElement.GetProperty("sid").GetString()}");
        await Say("2probe");
        Assert.Equal("3probe", await Hear());
        await Say("5");
        await Say("4hello");
        Assert.Equal("4hello", await Hear());

        _heartbeats.Advance(TimeSpan.FromMilliseconds(300));
        Assert.Equal("2", await Hear());
    }

    [Fact]
    public async Task Socket_lets_in_and_sends_an_event_back()
    {
        await Connect(_app.Urls.First() + "/socket.io/?EIO=4&transport=websocket");
        Assert.StartsWith("0{", await Hear(), StringComparison.Ordinal);
        await Say("""40{"token":"123"}""");
        Assert.StartsWith("40{", await Hear(), StringComparison.Ordinal);
        Assert.Equal("""42["auth",{"token":"123"}]""", await Hear());
        await Say("""42["message",1,"2",{"3":[true]}]""");
        Assert.Equal("""42["message-back",1,"2",{"3":[true]}]""", await Hear());
        await Say("""427["message-with-ack",1]""");
        Assert.Equal("437[1]", await Hear());
    }

    private Task Connect(string url) => _socket.ConnectAsync(new Uri(url.Replace("http", "ws", StringComparison.Ordinal)), CancellationToken.None);

    private Task Say(string packet) => _socket.SendAsync(Encoding.UTF8.GetBytes(packet), WebSocketMessageType.Text, true, CancellationToken.None);

    private async Task<string> Hear()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30), TimeProvider.System); // reached only if something never comes
        var buffer = new byte[1_024];
        var received = await _socket.ReceiveAsync(buffer, patience.Token);
        Assert.True(received.EndOfMessage);
        return Encoding.UTF8.GetString(buffer, 0, received.Count);
    }
}
