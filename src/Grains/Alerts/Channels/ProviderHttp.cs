using Fleet.Webhooks;
using Microsoft.Extensions.Options;

namespace Fleet.Alerts.Channels;

/// <summary>
/// Posts to servers that the operator named in the configuration: the same client and bounds as for users' URLs, and no
/// network is closed to it. One per silo.
/// </summary>
public sealed class ProviderHttp(IHostAddresses names, IOptions<OutboundOptions> options, TimeProvider time) : IDisposable
{
    private const string Everywhere = "0.0.0.0/0,::/0";

    private readonly OutboundHttp _http = Open(names, options.Value, time);

    public Task<OutboundAnswer> Post(OutboundRequest request, CancellationToken cancellationToken) => _http.Post(request, cancellationToken);

    public void Dispose() => _http.Dispose();

    private static OutboundHttp Open(IHostAddresses names, OutboundOptions options, TimeProvider time)
    {
        var open = Options.Create(new OutboundOptions
        {
            AllowedTargets = Everywhere,
            TimeoutSeconds = options.TimeoutSeconds,
            MaxAnswerBytes = options.MaxAnswerBytes,
            MaxConnectionsPerServer = options.MaxConnectionsPerServer,
        });
        return new OutboundHttp(new TargetGuard(open, names), open, time);
    }
}
