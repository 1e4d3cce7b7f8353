using System.Net;
using System.Text;
using Fleet.Gateway.Fakes;

namespace Fleet.Gateway.Protocols.Streaming;

/// <summary>Limits of the common rules at their edges, where no other test stands on both sides of one.</summary>
public sealed class LimitTests
{
    private const int Limit = 64 * 1024;

    /// <summary>The message itself is the first level.</summary>
    [Theory]
    [InlineData(16, true)]
    [InlineData(17, false)]
    public async Task Sixteen_levels_are_read_and_seventeen_are_not(int levels, bool read)
    {
        await using var server = await StreamingServer.Start();
        await using var client = await server.Enter();
        await client.Say($$$"""{"type":"ping","x":{{{Nested(levels - 1)}}}}""");
        if (read)
            await client.Next("pong");
        else
            Assert.Equal("malformed_json", (await client.NextError()).Code);
    }

    [Theory]
    [InlineData(64, 200)]
    [InlineData(65, 400)]
    public async Task Ingest_by_http_reads_sixty_four_levels(int levels, int status)
    {
        await using var host = await GatewayHost.Start();
        var body = $$$"""{"vehicle_id":"v1","timestamp":"2024-04-13T10:30:00Z","latitude":1,"longitude":1,"x":{{{Nested(levels - 1)}}}}""";
        Assert.Equal(status, (await host.Send(HttpMethod.Post, "/v1/locations", host.Token(), body)).Status);
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, false)]
    public async Task Fragments_count_together(int over, bool read)
    {
        await using var server = await StreamingServer.Start();
        await using var client = await server.Enter();
        const string start = """{"type":"ping","x":""";
        var bytes = Encoding.UTF8.GetBytes(start + new string(' ', Limit + over - start.Length - 2) + "1}");

        await client.SendParts(bytes, 64);

        if (read)
            await client.Next("pong");
        else
            Assert.Equal(1009, (await client.Closed()).Code);
    }

    [Fact]
    public async Task Fragments_of_nothing_are_no_message_and_keep_nobody_from_speaking()
    {
        await using var server = await StreamingServer.Start();
        await using var client = await server.Enter();
        await client.SendParts([], 1_000);
        Assert.Equal("malformed_json", (await client.NextError()).Code);
        await client.Say("""{"type":"ping"}""");
        await client.Next("pong");
    }

    [Theory]
    [InlineData(3, true)]
    [InlineData(4, false)]
    public async Task Ids_of_a_filter_are_bounded(int ids, bool taken)
    {
        await using var server = await StreamingServer.Start(("Gateway:Streaming:MaxFilterIds", "3"));
        await using var client = await server.Enter();
        var list = string.Join(',', Enumerable.Range(0, ids).Select(i => $"\"v{i}\""));
        await client.Say($$$"""{"type":"subscribe","channel":"locations","filters":{"vehicle_ids":[{{{list}}}]}}""");
        if (taken)
            await client.Next("subscription_confirmed");
        else
            Assert.Equal(("invalid_subscription", "invalid_filter"), (await client.NextError()) is var e ? (e.Type, e.Code) : default);
    }

    /// <summary>Ten every five seconds never break the short window; the hundred and first in the minute breaks the long one.</summary>
    [Fact]
    public async Task Both_windows_of_messages_are_kept()
    {
        await using var server = await StreamingServer.Start(("Gateway:Streaming:MessagesPer5Seconds", "10"), ("Gateway:Streaming:MessagesPerMinute", "100"));
        await using var client = await server.Enter(); // its auth is the first
        for (var said = 1; said < 100; said++)
        {
            if (said % 10 == 0)
                server.Clock.Advance(TimeSpan.FromSeconds(5));

            await client.Say("""{"type":"ping"}""");
            await client.Next("pong");
        }

        server.Clock.Advance(TimeSpan.FromSeconds(5));
        await client.Say("""{"type":"ping"}""");
        var (type, code, error) = await client.NextError();
        Assert.Equal(("rate_limit_exceeded", "message_rate"), (type, code));
        Assert.True(error.GetProperty("retryAfter").GetInt64() > 0);
        Assert.Equal(4029, (await client.Closed()).Code);
    }

    [Fact]
    public async Task Address_may_have_as_many_connections_as_configured_and_this_machine_any_number()
    {
        await using var server = await StreamingServer.Start(("Gateway:MaxConnectionsPerAddress", "2"));
        var (far, other) = (IPAddress.Parse("203.0.113.7"), IPAddress.Parse("203.0.113.8"));
        Assert.True(server.Registry.TryOpen(far));
        Assert.True(server.Registry.TryOpen(far));
        Assert.False(server.Registry.TryOpen(far));
        Assert.True(server.Registry.TryOpen(other));
        server.Registry.Closed(far);
        Assert.True(server.Registry.TryOpen(far));
        Assert.All(Enumerable.Range(0, 10), _ => Assert.True(server.Registry.TryOpen(IPAddress.Loopback)));
    }

    private static string Nested(int levels) => new string('[', levels) + new string(']', levels);
}
