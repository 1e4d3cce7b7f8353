using System.Text;
using Fleet.Events;
using Fleet.Gateway.Subscriptions;
using Fleet.WireVectors;

namespace Fleet.Gateway.Protocols.Streaming;

public sealed class WireVectorTests
{
    private static readonly ClientMessageReader Reader = new(new StreamingOptions());

    public static TheoryData<string> Events => [.. StreamingEvents.All.Select(v => v.Name)];

    public static TheoryData<string> Taken => [.. StreamingMessages.Taken.Select(v => v.Name)];

    public static TheoryData<string> Refused => [.. StreamingMessages.Refused.Select(v => v.Name)];

    [Theory]
    [MemberData(nameof(Events))]
    public void Event_written_gives_exact_bytes(string name)
    {
        var vector = StreamingEvents.All.Single(v => v.Name == name);

        var bytes = new FeedEvent(vector.Event, new ShardPosition(3, "e1", vector.N)).Encoded(StreamingForm.Message);

        Assert.Equal(vector.Json, Encoding.UTF8.GetString(bytes));
    }

    [Fact]
    public void Event_of_a_replay_says_so_behind_its_offset()
    {
        var live = Encoding.UTF8.GetString(new FeedEvent(Samples.BareLocation, new ShardPosition(3, "e1", 17)).Encoded(StreamingForm.Message));

        var replayed = Encoding.UTF8.GetString(new FeedEvent(Samples.BareLocation, new ShardPosition(3, "e1", 17), "sub_1").Encoded(StreamingForm.Message));

        Assert.Equal(live.Replace("\"n\":17},", "\"n\":17},\"replay\":true,\"subscription_id\":\"sub_1\",", StringComparison.Ordinal), replayed);
    }

    [Theory]
    [InlineData(true, """{"type":"live","timestamp":"2024-04-13T10:30:15Z","subscription_id":"sub_1","replayed":12,"complete":true,"offsets":[{"shard":3,"epoch":"e1","n":17}]}""")]
    [InlineData(false, """{"type":"replay_complete","timestamp":"2024-04-13T10:30:15Z","subscription_id":"sub_1","replayed":12,"complete":true}""")]
    public void End_of_a_replay_gives_exact_bytes(bool live, string expected) =>
        Assert.Equal(expected, Encoding.UTF8.GetString(ServerMessages.Replayed(Samples.Time, "sub_1", new ReplayEnd(12, true, live, [new ShardPosition(3, "e1", 17)]))));

    [Fact]
    public void Upload_of_two_points_gives_a_batch_of_S0s_shape()
    {
        var first = new FeedEvent(Samples.BareLocation, new ShardPosition(3, "e1", 17));
        var second = new FeedEvent(Samples.BareLocation with { EventId = "v1:1:location", Timestamp = Samples.Time.AddSeconds(1) }, new ShardPosition(3, "e1", 18));

        var json = Encoding.UTF8.GetString(ServerMessages.LocationBatch(new EventRun([first, second])));

        Assert.Equal("""
            {"type":"location_batch","timestamp":"2024-04-13T10:30:16Z","offset":{"shard":3,"epoch":"e1","n":18},"locations":[{"vehicle_id":"v1","location":{"latitude":-90,"longitude":180,"speed":0,"timestamp":"2024-04-13T10:30:15Z"},"event_id":"v1:0:location","offset":{"shard":3,"epoch":"e1","n":17},"timestamp_server":"2024-04-13T10:30:15Z","geofence_status":[],"derived":{"distance_since_last_m":0}},{"vehicle_id":"v1","location":{"latitude":-90,"longitude":180,"speed":0,"timestamp":"2024-04-13T10:30:16Z"},"event_id":"v1:1:location","offset":{"shard":3,"epoch":"e1","n":18},"timestamp_server":"2024-04-13T10:30:15Z","geofence_status":[],"derived":{"distance_since_last_m":0}}]}
            """, json);
    }

    [Fact]
    public void Event_sent_to_many_is_written_once()
    {
        var e = new FeedEvent(Samples.Location, new ShardPosition(3, "e1", 17));

        Assert.Same(e.Encoded(StreamingForm.Message), e.Encoded(StreamingForm.Message));
    }

    [Theory]
    [MemberData(nameof(Taken))]
    public void Message_of_the_contract_is_taken(string name)
    {
        var (message, error) = Read(StreamingMessages.Taken.Single(v => v.Name == name));

        Assert.Null(error);
        Assert.NotNull(message);
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public void Bad_message_is_refused_with_its_field(string name)
    {
        var vector = StreamingMessages.Refused.Single(v => v.Name == name);

        var (message, error) = Read(vector);

        Assert.Null(message);
        Assert.Equal((vector.ErrorType, vector.ErrorCode, vector.Field), (error!.Type, error.Code, error.Fields.Count == 0 ? null : error.Fields[0].Field));
    }

    [Fact]
    public void Message_that_is_not_utf8_is_refused()
    {
        var (_, error) = Reader.Read(new byte[] { (byte)'{', (byte)'"', 0xC3, 0x28, (byte)'"', (byte)'}' });

        Assert.Equal(ErrorCodes.MalformedJson, error!.Code);
    }

    [Fact]
    public void Filter_written_can_be_read_again()
    {
        foreach (var vector in StreamingMessages.Taken.Where(v => v.Json.Contains("filters\":{", StringComparison.Ordinal)))
        {
            var first = (ClientMessage.Subscribe)Read(vector).Message!;
            var written = JsonBytes.Write(first, static (w, m) =>
            {
                w.WriteStartObject();
                w.WriteString("type", "subscribe");
                w.WriteTexts("channels"u8, StreamingChannels.NamesOf(m.Channels));
                w.WritePropertyName("filters");
                FilterWriter.Write(w, "org_123", m.Filter);
                w.WriteEndObject();
            });

            var second = Assert.IsType<ClientMessage.Subscribe>(Reader.Read(written).Message);
            var again = JsonBytes.Write(second.Filter, static (w, f) => FilterWriter.Write(w, "org_123", f));
            Assert.Contains(Encoding.UTF8.GetString(again), Encoding.UTF8.GetString(written), StringComparison.Ordinal);
        }
    }

    private static (ClientMessage? Message, StreamingError? Error) Read(MessageVector vector) => Reader.Read(Encoding.UTF8.GetBytes(vector.Json));
}
