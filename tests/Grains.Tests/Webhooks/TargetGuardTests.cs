using System.Net;
using System.Net.Sockets;
using System.Text;
using Fleet.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Fleet.Webhooks;

public sealed class TargetGuardTests
{
    [Theory]
    [InlineData("https://example.com/hook", "93.184.215.14", null)]
    [InlineData("http://example.com/hook", "93.184.215.14", "https")]
    [InlineData("https://example.com/hook", "10.0.0.1", "not public")]
    [InlineData("https://example.com/hook", "93.184.215.14,127.0.0.1", "not public")]
    [InlineData("https://example.com/hook", "::ffff:127.0.0.1", "not public")]
    [InlineData("https://127.0.0.1/", "", "not public")]
    [InlineData("https://0x7f.1/", "", "not public")]
    [InlineData("https://2130706433/", "", "not public")]
    [InlineData("https://[::1]/", "", "not public")]
    [InlineData("https://[::ffff:127.0.0.1]/", "", "not public")]
    [InlineData("https://169.254.169.254/latest/meta-data", "", "not public")]
    [InlineData("http://10.9.0.1/", "", null)] // on the list
    [InlineData("https://nowhere.invalid/", "", "no address")]
    [InlineData("ftp://example.com/", "93.184.215.14", "https")]
    [InlineData("file:///etc/passwd", "", "https")]
    [InlineData("https://user:secret@example.com/", "93.184.215.14", "password")]
    [InlineData("/hook", "", "absolute")]
    [InlineData("https://", "", "absolute")]
    public async Task Url_is_judged_by_all_its_addresses(string url, string addresses, string? refusal)
    {
        var guard = new TargetGuard(Allowed("10.9.0.0/16"), new Names(addresses));
        var said = await guard.Refusal(url, CancellationToken.None);
        if (refusal is null)
            Assert.Null(said);
        else
            Assert.Contains(refusal, said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Name_that_means_another_address_when_connected_to_is_refused()
    {
        using var sink = new TcpListener(IPAddress.Loopback, 0);
        sink.Start();
        var names = new Names("93.184.215.14");
        var guard = new TargetGuard(Allowed(""), names);
        var url = $"https://rebound.example:{((IPEndPoint)sink.LocalEndpoint).Port}/";
        Assert.Null(await guard.Refusal(url, CancellationToken.None));

        names.Addresses = "127.0.0.1";
        using var http = new OutboundHttp(guard, Allowed(""), TimeProvider.System);
        var answer = await http.Post(Request(url), CancellationToken.None);
        Assert.Equal((OutboundFailure.Refused, null), (answer.Failure, answer.Status));
        Assert.False(sink.Pending());
    }

    [Theory]
    [InlineData("HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n", 302, null, null)]
    [InlineData("HTTP/1.1 503 Busy\r\nRetry-After: 7\r\nContent-Length: 4\r\n\r\nlate", 503, 7, "late")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 11\r\n\r\nab\u0007\ncdefghi", 200, null, "ab  cdef")] // 8 bytes are read
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\nabcdefghij", 200, null, "abcdefgh")] // and the rest is not waited for
    public async Task Answer_is_read_up_to_its_bound_and_never_followed(string raw, int status, int? retryAfter, string? excerpt)
    {
        var options = Allowed("127.0.0.0/8");
        options.Value.MaxAnswerBytes = 8;
        using var sink = new TcpListener(IPAddress.Loopback, 0);
        sink.Start();
        var served = Serve(sink, raw);
        using var http = new OutboundHttp(new TargetGuard(options, new Names("127.0.0.1")), options, TimeProvider.System);
        var answer = await http.Post(Request($"http://sink.example:{((IPEndPoint)sink.LocalEndpoint).Port}/hook"), CancellationToken.None);
        using var client = await served;
        Assert.Equal((status, retryAfter, excerpt), (answer.Status, (int?)answer.RetryAfter?.TotalSeconds, answer.Excerpt));
        Assert.False(sink.Pending());
    }

    [Fact]
    public async Task Receiver_that_says_nothing_is_given_up_in_time()
    {
        var options = Allowed("127.0.0.0/8");
        var clock = new ManualTimeProvider();
        using var sink = new TcpListener(IPAddress.Loopback, 0);
        sink.Start();
        using var http = new OutboundHttp(new TargetGuard(options, new Names("127.0.0.1")), options, clock);
        var posted = http.Post(Request($"http://sink.example:{((IPEndPoint)sink.LocalEndpoint).Port}/"), CancellationToken.None);
        using var client = await sink.AcceptTcpClientAsync();
        Assert.False(posted.IsCompleted);
        clock.Advance(TimeSpan.FromSeconds(options.Value.TimeoutSeconds));
        Assert.Equal(OutboundFailure.Timeout, (await posted).Failure);
    }

    [Theory]
    [InlineData("Webhooks:AllowedTargets", "127.0.0.0/8, ::1/128", "127.0.0.0/8,::1/128")]
    [InlineData("Webhooks:AllowedTargets:0", "10.0.0.0/8", "10.0.0.0/8")]
    public void Allowed_targets_are_read_as_text_or_list(string key, string value, string expected) =>
        Assert.Equal(expected, Configured(key, value).AllowedTargets);

    [Theory]
    [InlineData("127.0.0.1/99")]
    [InlineData("localhost")]
    public void Network_that_is_none_is_named_at_the_start(string value)
    {
        var error = Assert.Throws<OptionsValidationException>(() => Configured("Webhooks:AllowedTargets", value));
        Assert.Contains("Webhooks:AllowedTargets", error.Message, StringComparison.Ordinal);
        Assert.Contains(value, error.Message, StringComparison.Ordinal);
    }

    private static OutboundOptions Configured(string key, string value)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new(key, value)]).Build();
        using var services = new ServiceCollection().AddSingleton<IConfiguration>(configuration).AddSingleton(TimeProvider.System).AddOutbound().BuildServiceProvider();
        return services.GetRequiredService<IOptions<OutboundOptions>>().Value;
    }

    private static IOptions<OutboundOptions> Allowed(string networks) => Options.Create(new OutboundOptions { AllowedTargets = networks });

    private static OutboundRequest Request(string url) => new() { Url = url, Body = "{}"u8.ToArray() };

    private static async Task<TcpClient> Serve(TcpListener sink, string raw)
    {
        var client = await sink.AcceptTcpClientAsync();
        var buffer = new byte[4_096];
        _ = await client.GetStream().ReadAsync(buffer);
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(raw));
        return client;
    }

    private sealed class Names(string addresses) : IHostAddresses
    {
        public string Addresses { get; set; } = addresses;

        public Task<IPAddress[]> Resolve(string host, CancellationToken cancellationToken) => host.EndsWith(".invalid", StringComparison.Ordinal)
            ? Task.FromException<IPAddress[]>(new SocketException((int)SocketError.HostNotFound))
            : Task.FromResult(Addresses.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(IPAddress.Parse).ToArray());
    }
}
