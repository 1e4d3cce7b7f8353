using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Fleet.Gateway.Protocols.Upgrades;

/// <summary>Kestrel's listeners on TCP. The last one registered is asked first; what it cannot bind is the framework's.</summary>
internal sealed class UpgradeListenerFactory(UpgradeServer server, IOptions<SocketTransportOptions> options, TimeProvider time, ILoggerFactory loggers)
    : IConnectionListenerFactory, IConnectionListenerFactorySelector
{
    public bool CanBind(EndPoint endpoint) => endpoint is IPEndPoint;

    public ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default)
    {
        Socket listen;
        try
        {
            listen = options.Value.CreateBoundListenSocket(endpoint);
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            throw new AddressInUseException(e.Message, e);
        }

        listen.Listen(options.Value.Backlog);
        var connections = new SocketConnectionContextFactory(
            new SocketConnectionFactoryOptions
            {
                IOQueueCount = options.Value.IOQueueCount,
                WaitForDataBeforeAllocatingBuffer = options.Value.WaitForDataBeforeAllocatingBuffer,
                MaxReadBufferSize = options.Value.MaxReadBufferSize,
                MaxWriteBufferSize = options.Value.MaxWriteBufferSize,
                UnsafePreferInlineScheduling = options.Value.UnsafePreferInlineScheduling,
            },
            loggers.CreateLogger("Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets"));
        return ValueTask.FromResult<IConnectionListener>(new UpgradeListener(listen, options.Value, connections, server, time));
    }
}
