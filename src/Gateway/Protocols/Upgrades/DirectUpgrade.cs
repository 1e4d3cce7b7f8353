using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;

namespace Fleet.Gateway.Protocols.Upgrades;

/// <summary>
/// One opening request on a socket of its own: what the pipeline sees of it, and its answer. A feature of the request, so that an
/// endpoint can let a session go on when the request is over.
/// </summary>
internal sealed class DirectUpgrade : IHttpUpgradeFeature, IConnectionSocketFeature, IDisposable
{
    private readonly UpgradeResponse _response = new();
    private readonly MemoryStream _body = new();
    private Func<Task>? _session;
    private bool _upgraded;

    public DirectUpgrade(Socket socket, UpgradeRequest request)
    {
        Socket = socket;
        Features.Set<IHttpRequestFeature>(new HttpRequestFeature
        {
            Method = HttpMethods.Get,
            Protocol = HttpProtocol.Http11,
            Scheme = Uri.UriSchemeHttp,
            Path = request.Path,
            QueryString = request.Query,
            RawTarget = request.Path + request.Query,
            Headers = request.Headers,
        });
        Features.Set<IHttpResponseFeature>(_response);
        Features.Set<IHttpResponseBodyFeature>(new StreamResponseBodyFeature(_body));
        Features.Set<IHttpConnectionFeature>(Connection(socket));
        Features.Set<IHttpRequestLifetimeFeature>(new HttpRequestLifetimeFeature());
        Features.Set<IHttpUpgradeFeature>(this);
        Features.Set<IConnectionSocketFeature>(this);
        Features.Set(this);
    }

    public FeatureCollection Features { get; } = new();

    public bool IsUpgradableRequest => true;

    public Socket Socket { get; }

    /// <summary>What goes on when the request is over; null where nothing does.</summary>
    public Func<Task>? Session => Volatile.Read(ref _session);

    public async Task<Stream> UpgradeAsync()
    {
        if (_upgraded)
        {
            throw new InvalidOperationException("The connection is upgraded already.");
        }

        _upgraded = true;
        _response.StatusCode = StatusCodes.Status101SwitchingProtocols;
        _response.Headers.Connection = "Upgrade";
        await WriteHead();
        return new NetworkStream(Socket, ownsSocket: false);
    }

    public void Detach(Func<Task> session) => Volatile.Write(ref _session, session);

    /// <summary>Once the pipeline is done: the answer of a request that was not upgraded.</summary>
    public async Task Answer()
    {
        if (!_upgraded)
        {
            _response.Headers.ContentLength = _body.Length;
            _response.Headers.Connection = "close";
            await WriteHead();
            await Send(_body.GetBuffer().AsMemory(0, (int)_body.Length));
        }

        await _response.Complete();
    }

    public void Dispose() => _body.Dispose();

    /// <summary>Whatever the pipeline had in mind, it failed.</summary>
    public void Fail()
    {
        _response.StatusCode = StatusCodes.Status500InternalServerError;
        _response.Headers.Clear();
        _body.SetLength(0);
    }

    private static HttpConnectionFeature Connection(Socket socket)
    {
        var (remote, local) = ((IPEndPoint?)socket.RemoteEndPoint, (IPEndPoint?)socket.LocalEndPoint);
        return new HttpConnectionFeature
        {
            RemoteIpAddress = remote?.Address,
            RemotePort = remote?.Port ?? 0,
            LocalIpAddress = local?.Address,
            LocalPort = local?.Port ?? 0,
        };
    }

    private async Task WriteHead()
    {
        await _response.Start();
        var head = new StringBuilder();
        head.Append(CultureInfo.InvariantCulture, $"HTTP/1.1 {_response.StatusCode} {ReasonPhrases.GetReasonPhrase(_response.StatusCode)}\r\n");
        foreach (var (name, values) in _response.Headers)
        {
            foreach (var value in values)
            {
                MustBePlain(name, value);
                head.Append(CultureInfo.InvariantCulture, $"{name}: {value}\r\n");
            }
        }

        head.Append("\r\n");
        await Send(Encoding.ASCII.GetBytes(head.ToString()));
    }

    /// <summary>A line break would end the header and begin another.</summary>
    private static void MustBePlain(string name, string? value)
    {
        if (name.AsSpan().ContainsAnyExceptInRange('!', '~') || value.AsSpan().ContainsAnyExceptInRange(' ', '~'))
        {
            throw new InvalidOperationException($"The header {name} cannot be sent.");
        }
    }

    private async Task Send(ReadOnlyMemory<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            bytes = bytes[await Socket.SendAsync(bytes, SocketFlags.None)..];
        }
    }
}
