using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Options;

namespace Fleet.Webhooks;

/// <summary>
/// Says which servers may be called on a user's word: public ones over HTTPS, and those of <see cref="OutboundOptions.AllowedTargets"/>.
/// A name is judged by all of its addresses: one that may not be called spoils the others.
/// </summary>
public sealed class TargetGuard(IOptions<OutboundOptions> options, IHostAddresses names)
{
    private const int MaxUrl = 2_048;

    /// <summary>What is wrong with a URL by itself, without asking anybody; null for nothing.</summary>
    public static string? Fault(string? url) =>
        url is null || url.Length > MaxUrl || !Uri.TryCreate(url, UriKind.Absolute, out var uri) || url.StartsWith('/') ? $"must be an absolute URL of at most {MaxUrl} characters"
        : uri.Scheme != Uri.UriSchemeHttps && uri.Scheme != Uri.UriSchemeHttp ? "must begin with https://"
        : uri.UserInfo.Length > 0 ? "must not have a user or password in it"
        : uri.Host.Length == 0 ? "must name a host"
        : null;

    /// <summary>Why this URL may not be called, in words for whoever gave it; null where it may.</summary>
    public async Task<string?> Refusal(string url, CancellationToken cancellationToken)
    {
        if (Fault(url) is { } fault)
            return fault;

        var uri = new Uri(url);
        try
        {
            await Addresses(uri.IdnHost, uri.Scheme == Uri.UriSchemeHttps, cancellationToken);
            return null;
        }
        catch (TargetRefusedException e)
        {
            return e.Message;
        }
        catch (SocketException)
        {
            return "names a host that has no address";
        }
    }

    /// <summary>The addresses of a host that may be called.</summary>
    /// <exception cref="TargetRefusedException">Some address of it may not be called.</exception>
    /// <exception cref="SocketException">It has none.</exception>
    public async Task<IPAddress[]> Addresses(string host, bool encrypted, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(host);
        IPAddress[] found = IPAddress.TryParse(host.Trim('[', ']'), out var literal) ? [literal] : await names.Resolve(host, cancellationToken);
        if (found.Length == 0)
            throw new SocketException((int)SocketError.HostNotFound);

        foreach (var address in found.Select(AddressRules.Plain))
        {
            if (options.Value.Allows(address))
                continue;

            if (!AddressRules.IsPublic(address))
                throw new TargetRefusedException("points into a network that is not public and not on Webhooks:AllowedTargets");

            if (!encrypted)
                throw new TargetRefusedException("must begin with https://; plain HTTP is for networks on Webhooks:AllowedTargets");
        }

        return found;
    }

    /// <summary>
    /// For <see cref="SocketsHttpHandler.ConnectCallback"/>: resolves, judges, and connects to an address that was judged, so
    /// that a name which means something else a moment later helps nobody.
    /// </summary>
    internal async ValueTask<Stream> Connect(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var encrypted = context.InitialRequestMessage.RequestUri?.Scheme == Uri.UriSchemeHttps;
        var addresses = await Addresses(context.DnsEndPoint.Host, encrypted, cancellationToken);
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, context.DnsEndPoint.Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
