using Fleet.Gateway.Fakes;
using Fleet.Gateway.Subscriptions;
using Fleet.Notifications;
using Fleet.Safety;
using Fleet.Vehicles;

namespace Fleet.Gateway.Protocols.SocketIo;

public sealed class RecoveryTests
{
    private const int BulletinSeats = 24;

    [Fact]
    public async Task Client_that_comes_back_gets_what_it_missed_once_in_order_and_goes_on()
    {
        await using var server = await SocketIoServer.Start();
        await using var first = await LostAfterOne(server);
        server.Shards.Publish(Made.Location("v", 2), Made.Location("other", 2), Made.Safety("v", 3, "panic_button", Severity.Critical), Made.Location("v", 4));

        await using var second = await ComeBack(server, first);

        Assert.Equal((first.Sid, first.Pid), (second.Sid, second.Pid));
        Assert.Equal("panic_button", (await second.Next("emergency:alert")).GetProperty("alert").GetProperty("type").GetString());
        Assert.Equal("v:2:location", (await second.Next("location_update")).GetProperty("event_id").GetString());
        Assert.Equal("v:4:location", (await second.Next("location_update")).GetProperty("event_id").GetString());
        await server.Live(BulletinSeats + 1);
        server.Shards.Publish(Made.Location("v", 5));
        Assert.Equal("v:5:location", (await second.Next("location_update")).GetProperty("event_id").GetString());
        await Silent(second);
    }

    [Fact]
    public async Task What_left_and_did_not_arrive_is_told_again_and_what_arrived_is_not()
    {
        await using var server = await SocketIoServer.Start();
        await using var first = await Following(server);
        server.Shards.Publish(Made.Location("v", 1));
        server.Shards.Publish(Made.Location("v", 2));
        await first.Emit("subscribe:vehicle", "\"v\"", 9);
        server.Shards.Publish(Made.Location("v", 3));
        await first.Next("location_update"); // the rest is on its way, and never read
        await Lose(server, first);

        await using var second = await ComeBack(server, first);

        Assert.Equal("v:2:location", (await second.Next("location_update")).GetProperty("event_id").GetString());
        Assert.Equal("v:3:location", (await second.Next("location_update")).GetProperty("event_id").GetString());
    }

    [Fact]
    public async Task Second_form_of_an_event_is_told_again_where_only_the_first_arrived()
    {
        await using var server = await SocketIoServer.Start();
        ((FakeVehicleGrain)server.Grains.Get<IVehicleGrain>("org/v")).Exists = true;
        await using var first = await server.Enter();
        await first.Emit("subscribe:vehicle", "\"v\"");
        await first.Next("vehicle:updated");
        await server.Live(BulletinSeats + 1);
        server.Shards.Publish(Made.Location("v", 1) with { StatusBefore = VehicleStatus.Idle });
        await first.Next("vehicle:location");
        await Lose(server, first);

        await using var second = await ComeBack(server, first);

        await second.Next("vehicle:updated");
        await Silent(second);
    }

    [Fact]
    public async Task Stolen_id_under_another_credential_recovers_nothing_and_takes_nothing()
    {
        await using var server = await SocketIoServer.Start();
        await using var first = await LostAfterOne(server);
        server.Shards.Publish(Made.Location("v", 2));

        await using var thief = await server.Enter($$"""{"pid":"{{first.Pid}}","offset":"{{first.Offset}}","token":"other"}""");
        Assert.NotEqual(first.Sid, thief.Sid);
        Assert.NotEqual(first.Pid, thief.Pid);
        await Silent(thief);

        await using var second = await ComeBack(server, first);
        Assert.Equal(first.Sid, second.Sid);
        await second.Next("location_update");
    }

    [Fact]
    public async Task Client_that_is_still_taken_for_alive_is_recovered_from()
    {
        await using var server = await SocketIoServer.Start();
        await using var first = await Following(server);
        server.Shards.Publish(Made.Location("v", 1));
        await first.Next("location_update");

        await using var second = await ComeBack(server, first);

        Assert.Equal(first.Sid, second.Sid);
        await server.Live(BulletinSeats + 1);
        server.Shards.Publish(Made.Location("v", 2));
        await second.Next("location_update");
    }

    [Theory]
    [InlineData("0.abcdef.1.2")]
    [InlineData("nonsense")]
    [InlineData("0.e1.1.255")]
    public async Task Offset_that_was_never_given_starts_afresh(string offset)
    {
        await using var server = await SocketIoServer.Start();
        await using var first = await LostAfterOne(server);

        await using var second = await SocketIoClient.Connect(server.Url);
        await second.Say($$"""40{"pid":"{{first.Pid}}","offset":"{{offset}}","token":"key"}""");
        await second.Welcomed();

        Assert.NotEqual(first.Pid, second.Pid);
        await server.Live(BulletinSeats);
    }

    [Fact]
    public async Task Client_that_got_nothing_yet_is_told_all_of_it()
    {
        await using var server = await SocketIoServer.Start();
        await using var first = await server.Enter();
        await first.Emit("subscribe", """{"channels":["locations"],"filters":{"vehicle_ids":["v"]}}""");
        await server.Live(BulletinSeats + 1);
        await Lose(server, first);

        await using var second = await SocketIoClient.Connect(server.Url);
        await second.Say($$"""40{"pid":"{{first.Pid}}","token":"key"}""");
        await second.Welcomed();

        Assert.Equal(first.Sid, second.Sid);
        await second.Next("subscription_confirmed");
        await second.Next("initial_data");
    }

    [Fact]
    public async Task After_the_window_nothing_is_recovered()
    {
        await using var server = await SocketIoServer.Start(("Gateway:SocketIo:RecoverySeconds", "5"));
        await using var first = await Following(server);
        await Lose(server, first);
        server.Clock.Advance(TimeSpan.FromSeconds(5));

        await using var second = await ComeBack(server, first);

        Assert.NotEqual(first.Pid, second.Pid);
    }

    [Fact]
    public async Task Hole_beyond_the_ring_is_read_from_the_log()
    {
        await using var server = await SocketIoServer.Start();
        await using var first = await LostAfterOne(server);
        server.Shards.Publish([.. Enumerable.Range(2, 600).Select(n => Made.Location("v", n))]);

        await using var second = await ComeBack(server, first);

        Assert.Equal(first.Pid, second.Pid);
        for (var n = 2; n < 602; n++)
        {
            Assert.Equal($"v:{n}:location", (await second.Next("location_update")).GetProperty("event_id").GetString());
        }
    }

    [Fact]
    public async Task Hole_beyond_the_log_is_never_told_as_recovered()
    {
        await using var server = await SocketIoServer.Start();
        await using var first = await LostAfterOne(server);
        server.Shards.Publish([.. Enumerable.Range(2, 600).Select(n => Made.Location("v", n))]);
        server.Shards.Publish([.. Enumerable.Range(602, 600).Select(n => Made.Location("v", n))]);

        await using var second = await ComeBack(server, first);

        Assert.NotEqual(first.Pid, second.Pid);
        await Silent(second);
    }

    [Fact]
    public async Task Line_that_broke_is_never_told_as_recovered()
    {
        await using var server = await SocketIoServer.Start();
        await using var first = await LostAfterOne(server);
        server.Shards.BreakLine("org", server.Shards.ShardOf("v"));

        await using var second = await ComeBack(server, first);

        Assert.NotEqual(first.Pid, second.Pid);
    }

    [Fact]
    public async Task Client_that_left_on_purpose_is_not_kept()
    {
        await using var server = await SocketIoServer.Start();
        await using var first = await Following(server);
        await first.Say("41");
        await server.Live(BulletinSeats);
        first.Cut();

        await using var second = await ComeBack(server, first);

        Assert.NotEqual(first.Pid, second.Pid);
    }

    [Fact]
    public async Task Notification_of_the_time_between_is_told_once()
    {
        await using var server = await SocketIoServer.Start();
        await using var first = await Following(server);
        await Lose(server, first);
        await server.Grains.Get<IInboxGrain>("org/someone").Post(
            new Notification { NotificationId = "n1", Message = "m", Type = "info", CreatedAt = DateTimeOffset.UnixEpoch });

        await using var second = await ComeBack(server, first);
        await second.Next("notification:new");
        await Lose(server, second);

        await using var third = await ComeBack(server, second);
        Assert.Equal(first.Sid, third.Sid);
        await Silent(third);
    }

    [Fact]
    public async Task Location_that_waited_for_its_interval_is_not_lost()
    {
        await using var server = await SocketIoServer.Start();
        await using var first = await server.Enter();
        await first.Emit("subscribe", """{"channels":["locations"],"filters":{"vehicle_ids":["v"],"update_frequency":"medium"}}""");
        await first.Next("subscription_confirmed");
        await first.Next("initial_data");
        await first.Next("fleet_status");
        await server.Live(BulletinSeats + 1);
        server.Shards.Publish(Made.Location("v", 1));
        server.Shards.Publish(Made.Location("v", 2));
        Assert.Equal("v:1:location", (await first.Next("location_update")).GetProperty("event_id").GetString());
        await Lose(server, first);

        await using var second = await ComeBack(server, first);

        Assert.Equal("v:2:location", (await second.Next("location_update")).GetProperty("event_id").GetString());
    }

    /// <summary>Subscribed to one vehicle, live, with everything so far read.</summary>
    private static async Task<SocketIoClient> Following(SocketIoServer server)
    {
        var client = await server.Enter();
        await client.Emit("subscribe", """{"channels":["locations"],"filters":{"vehicle_ids":["v"]}}""");
        await client.Next("subscription_confirmed");
        await client.Next("initial_data");
        await client.Next("fleet_status");
        await server.Live(BulletinSeats + 1);
        return client;
    }

    /// <summary>It followed, read one location, and lost its connection.</summary>
    private static async Task<SocketIoClient> LostAfterOne(SocketIoServer server)
    {
        var client = await Following(server);
        server.Shards.Publish(Made.Location("v", 1));
        await client.Next("location_update");
        await Lose(server, client);
        return client;
    }

    private static async Task Lose(SocketIoServer server, SocketIoClient client)
    {
        client.Cut();
        await server.Lost(1);
    }

    private static async Task<SocketIoClient> ComeBack(SocketIoServer server, SocketIoClient lost) =>
        await server.Enter($$"""{"pid":"{{lost.Pid}}","offset":"{{lost.Offset}}","token":"key"}""");

    /// <summary>Nothing more is on its way.</summary>
    private static async Task Silent(SocketIoClient client)
    {
        await client.Emit("heartbeat", "1", 99);
        Assert.StartsWith("4399", await client.Receive(), StringComparison.Ordinal);
    }
}
