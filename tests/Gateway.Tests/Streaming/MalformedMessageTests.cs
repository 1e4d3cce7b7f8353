using Fleet.Bench.Fuzz;
using Fleet.Gateway.Ingest;
using Fleet.Gateway.Ingest.Sockets;
using Fleet.Testing;
using Microsoft.Extensions.Options;

namespace Fleet.Gateway.Protocols.Streaming;

/// <summary>The readers alone, over what ./fleet bench Fuzz sends: every message is read or refused, and no exception leaves them.</summary>
public sealed class MalformedMessageTests
{
    private const int Messages = 20_000;

    [Fact]
    public void Streaming_reads_or_refuses_whatever_comes()
    {
        var reader = new ClientMessageReader(new StreamingOptions());
        var messages = new Malformed(1, ingest: false);
        var refused = 0;
        for (var i = 0; i < Messages; i++)
        {
            var (bytes, _, _) = messages.Next();
            var (message, error) = reader.Read(bytes);
            Assert.True(message is null != error is null, Convert.ToBase64String(bytes));
            refused += error is null ? 0 : 1;
        }

        Assert.InRange(refused, Messages / 2, Messages - 1); // nonsense mostly, and some that got through it
    }

    [Fact]
    public void Ingest_reads_or_refuses_whatever_comes()
    {
        var options = Options.Create(new IngestOptions());
        var reader = new IngestMessageReader(new PositionReader(options, new ManualTimeProvider()), options);
        var messages = new Malformed(1, ingest: true);
        var refused = 0;
        for (var i = 0; i < Messages; i++)
        {
            var (bytes, _, _) = messages.Next();
            var inbound = reader.Read(bytes, KnownKeys.Viewer());
            refused += inbound.Error is null ? 0 : 1;
            Assert.True(inbound.Error is not null || inbound.Batch is not null || inbound.Other is not null, Convert.ToBase64String(bytes));
        }

        Assert.InRange(refused, Messages / 2, Messages - 1);
    }
}
