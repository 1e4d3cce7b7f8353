using System.Net;

namespace Fleet.Webhooks;

/// <summary>Which addresses a host name has now.</summary>
public interface IHostAddresses
{
    /// <exception cref="System.Net.Sockets.SocketException">The name has none, or nobody can say.</exception>
    Task<IPAddress[]> Resolve(string host, CancellationToken cancellationToken);
}
