using System.Text.Json;
using Fleet.Webhooks;
using Microsoft.Extensions.Options;

namespace Fleet.Alerts.Channels;

/// <summary>A provider over HTTP: JSON {to, title, body, data, idempotency_key} with the token as bearer.</summary>
internal sealed class HttpPushProvider(ProviderHttp http, IOptions<PushOptions> options) : IPushProvider
{
    private readonly PushOptions _options = options.Value;

    public bool Exists => _options.Url.Length > 0;

    public Task<OutboundAnswer> Send(
        string key, string device, string title, string body, IReadOnlyDictionary<string, string> data, CancellationToken cancellationToken) =>
        http.Post(
            new OutboundRequest
            {
                Url = _options.Url,
                Body = JsonSerializer.SerializeToUtf8Bytes(new { to = device, title, body, data, idempotency_key = key }),
                Headers = [new("Authorization", "Bearer " + _options.Token), new("Idempotency-Key", key)],
            },
            cancellationToken);
}
