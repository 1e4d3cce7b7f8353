using System.Text;
using System.Text.Json;
using Fleet.Gateway.Protocols.SocketIo;
using Fleet.Gateway.Protocols.SocketIo.EngineIo;
using Fleet.Gateway.Protocols.SocketIo.Packets;

namespace Fleet.SocketIo.ConformanceHost;

/// <summary>
/// The suite's server: <c>auth</c> on connect, <c>message</c> comes back as <c>message-back</c>, <c>message-with-ack</c>
/// as its acknowledgement.
/// </summary>
internal sealed class EchoHandler(SocketIoSession session, string space) : SocketHandler
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    public static SocketHandler? Open(SocketIoSession session, string space) =>
        space is Packet.DefaultNamespace or "/custom" ? new EchoHandler(session, space) : null;

    /// <summary>The suite's helper misses a message that comes in the same read as the one it waits for; hence the pause.</summary>
    public override async ValueTask Connect(ReadOnlyMemory<byte> auth)
    {
        session.Accept(this, EngineSession.RandomId(), null);
        await Task.Delay(Pause, TimeProvider.System);
        session.Send(Event("auth", auth.IsEmpty ? "{}"u8 : auth.Span));
    }

    public override ValueTask Hear(SocketEvent happened)
    {
        using var json = JsonDocument.Parse(happened.Json);
        var (name, rest) = (json.RootElement[0].ToString(), Rest(json.RootElement));
        switch (name)
        {
            case "message":
                var kind = happened.Attachments.Count > 0 ? PacketKind.BinaryEvent : PacketKind.Event;
                session.Send(
                    PacketWriter.Raw(kind, space, null, happened.Attachments.Count, Encoding.UTF8.GetBytes($"[\"message-back\"{(rest.Length > 0 ? "," + rest : "")}]")),
                    happened.Attachments);
                break;
            case "message-with-ack" when happened.Id is { } id:
                var ack = happened.Attachments.Count > 0 ? PacketKind.BinaryAck : PacketKind.Ack;
                session.Send(
                    PacketWriter.Raw(ack, space, id, happened.Attachments.Count, Encoding.UTF8.GetBytes($"[{rest}]")),
                    happened.Attachments);
                break;
            default:
                break;
        }

        return ValueTask.CompletedTask;
    }

    public override Task Left(EngineEnd? end) => Task.CompletedTask;

    private static string Rest(JsonElement array) => string.Join(',', array.EnumerateArray().Skip(1).Select(e => e.GetRawText()));

    private byte[] Event(string name, ReadOnlySpan<byte> argument) =>
        PacketWriter.Raw(PacketKind.Event, space, null, 0, [.. Encoding.UTF8.GetBytes($"[\"{name}\","), .. argument, (byte)']']);
}
