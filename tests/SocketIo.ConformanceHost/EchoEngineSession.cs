using System.Net;
using Fleet.Gateway.Protocols.SocketIo.EngineIo;
using Fleet.Gateway.Subscriptions;

namespace Fleet.SocketIo.ConformanceHost;

/// <summary>Sends every message back.</summary>
internal sealed class EchoEngineSession(EngineHost host, EnginePort port, IPAddress? address) : EngineSession(host, port, address)
{
    public override string OrganizationId => "";

    public override int SubscriptionCount => 0;

    public override void Gap(FeedMember member) => throw new NotSupportedException();

    protected override ValueTask<bool> Hear(EnginePacket message)
    {
        Answer(message.Kind == EngineKind.Binary
            ? EngineCodec.Binary(message.Data.Span)
            : [(byte)'4', .. message.Data.Span]);
        return ValueTask.FromResult(true);
    }

    protected override byte[] WriteShutDown(TimeSpan retry) => throw new NotSupportedException();

    protected override ReadOnlyMemory<byte> Write(object message) => throw new NotSupportedException();

    protected override Task Left(EngineEnd reason) => Task.CompletedTask;
}
