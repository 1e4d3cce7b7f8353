using System.Text;
using System.Text.Json;
using Fleet.Webhooks;
using Microsoft.Extensions.Options;

namespace Fleet.Alerts.Channels;

/// <summary>A provider over HTTP. Every attempt has the same <c>Idempotency-Key</c>; whether two make one message is the provider's to say (Twilio's API does not).</summary>
internal sealed class HttpSmsProvider(ProviderHttp http, IOptions<SmsOptions> options) : ISmsProvider
{
    private readonly SmsOptions _options = options.Value;

    public bool Exists => _options.Url.Length > 0;

    public async Task<OutboundAnswer> Send(string key, string to, string text, CancellationToken cancellationToken)
    {
        var twilio = _options.Format == SmsFormat.Twilio;
        return await http.Post(
            new OutboundRequest
            {
                Url = _options.Url,
                ContentType = twilio ? "application/x-www-form-urlencoded" : "application/json",
                Body = twilio ? await Form(to, text) : Json(key, to, text),
                Headers =
                [
                    new("Authorization", twilio ? "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{_options.User}:{_options.Token}")) : "Bearer " + _options.Token),
                    new("Idempotency-Key", key),
                ],
            },
            cancellationToken);
    }

    private byte[] Json(string key, string to, string text) =>
        JsonSerializer.SerializeToUtf8Bytes(new { to, from = _options.From, body = text, idempotency_key = key });

    private async Task<byte[]> Form(string to, string text)
    {
        using var form = new FormUrlEncodedContent([new("To", to), new("From", _options.From), new("Body", text)]);
        return await form.ReadAsByteArrayAsync();
    }
}
