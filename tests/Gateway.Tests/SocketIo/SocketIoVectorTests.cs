using System.Reflection;
using System.Text;
using Fleet.Events;
using Fleet.Gateway.Protocols.SocketIo.EngineIo;
using Fleet.Gateway.Protocols.SocketIo.Fleet;
using Fleet.Gateway.Protocols.SocketIo.Packets;
using Fleet.Gateway.Subscriptions;
using Fleet.WireVectors;

namespace Fleet.Gateway.Protocols.SocketIo;

public sealed class SocketIoVectorTests
{
    public static TheoryData<string> Events => [.. SocketIoEvents.All.Select(v => v.Name)];

    public static TheoryData<string, string> Taken
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var (text, read) in SocketIoPackets.Taken)
            {
                data.Add(text, read);
            }

            return data;
        }
    }

    public static TheoryData<string> Refused => [.. SocketIoPackets.Refused];

    [Theory]
    [MemberData(nameof(Events))]
    public void Event_written_gives_the_exact_packet(string name)
    {
        var vector = SocketIoEvents.All.Single(v => v.Name == name);
        var form = (SocketIoForm)typeof(SocketIoForm).GetProperty(vector.Form, BindingFlags.Public | BindingFlags.Static)!.GetValue(null)!;
        var e = new FeedEvent(vector.Event, new ShardPosition(3, "e1", 17));

        Assert.Equal(vector.Packet, Encoding.UTF8.GetString(e.In(form).Encoded));
        Assert.Same(e.In(form), e.In(form));
        Assert.Same(e.In(form).Encoded, e.In(form).Encoded);
    }

    [Theory]
    [MemberData(nameof(Taken))]
    public void Packet_is_read(string text, string read)
    {
        Assert.True(PacketReader.TryRead(Encoding.UTF8.GetBytes(text), 10, out var packet));

        Assert.Equal(read, $"{packet.Kind} {packet.Namespace} {(packet.Id?.ToString() ?? "-")}  {packet.Attachments} {Encoding.UTF8.GetString(packet.Json.Span)}");
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public void Packet_that_is_none_is_refused(string text) => Assert.False(PacketReader.TryRead(Encoding.UTF8.GetBytes(text), 10, out _));

    [Fact]
    public void Payload_is_split_and_joined_with_binary_as_base64()
    {
        List<EnginePacket> packets = [];

        Assert.True(EngineCodec.TryReadPayload("4hello\u001ebAQIDBA==\u001e2"u8.ToArray(), packets));

        Assert.Equal([EngineKind.Message, EngineKind.Binary, EngineKind.Ping], packets.Select(p => p.Kind));
        Assert.Equal([1, 2, 3, 4], packets[1].Data.ToArray());
        Assert.Equal("4hello\u001ebAQIDBA==", Encoding.UTF8.GetString(EngineCodec.WritePayload(new ReadOnlyMemory<byte>[] { "4hello"u8.ToArray(), EngineCodec.Binary([1, 2, 3, 4]) })));
    }

    [Theory]
    [InlineData("")]
    [InlineData("abc")]
    [InlineData("4a\u001e")]
    [InlineData("\u001e4a")]
    [InlineData("b!!!!")]
    [InlineData("9")]
    public void Payload_with_a_packet_that_is_none_is_refused_whole(string payload) =>
        Assert.False(EngineCodec.TryReadPayload(Encoding.UTF8.GetBytes(payload), []));

    [Theory]
    [InlineData(0, 2)]
    [InlineData(125, 2)]
    [InlineData(126, 4)]
    [InlineData(65_535, 4)]
    [InlineData(65_536, 10)]
    public void Frame_header_is_as_short_as_its_body_allows(int length, int header)
    {
        var into = new byte[10];

        Assert.Equal(header, ConnectionOutput.WriteHeader(into, ConnectionOutput.Binary, length));
        Assert.Equal(0x82, into[0]);
    }
}
