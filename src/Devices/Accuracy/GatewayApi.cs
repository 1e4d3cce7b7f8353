using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Fleet.Devices.Gateway;

namespace Fleet.Devices.Accuracy;

/// <summary>The REST calls that the measurements need. Every answer that is no success ends the run.</summary>
internal sealed class GatewayApi(HttpClient http)
{
    public Task<JsonDocument?> Send(HttpMethod method, string path, JsonNode? body, CancellationToken cancellationToken) =>
        Send(method, path, body is null ? null : Encoding.UTF8.GetBytes(body.ToJsonString()), cancellationToken);

    /// <returns>Null where the answer has no body, or is 404.</returns>
    /// <exception cref="GatewayException">The gateway refuses.</exception>
    public async Task<JsonDocument?> Send(HttpMethod method, string path, byte[]? body, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative));
        if (body is not null)
        {
            request.Content = new ByteArrayContent(body);
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        }

        using var response = await http.SendAsync(request, cancellationToken);
        if (response.StatusCode == System.Net.HttpStatusCode.NotFound)
            return null;

        var answer = await response.Content.ReadAsByteArrayAsync(cancellationToken);
        return !response.IsSuccessStatusCode
            ? throw new GatewayException($"{method} {path}: the gateway answers {(int)response.StatusCode} {Encoding.UTF8.GetString(answer)}")
            : answer.Length == 0 ? null : JsonDocument.Parse(answer);
    }

    public async Task<JsonElement> Get(string path, CancellationToken cancellationToken)
    {
        using var document = await Send(HttpMethod.Get, path, (byte[]?)null, cancellationToken) ?? throw new GatewayException($"GET {path}: the gateway knows nothing of it");
        return document.RootElement.Clone();
    }

    /// <summary>All items of a list.</summary>
    public async Task<IReadOnlyList<JsonElement>> List(string path, CancellationToken cancellationToken)
    {
        var items = new List<JsonElement>();
        string? cursor = null;
        do
        {
            var page = await Get(path + (cursor is null ? "" : "&cursor=" + Uri.EscapeDataString(cursor)), cancellationToken);
            items.AddRange(page.GetProperty("items").EnumerateArray());
            cursor = page.TryGetProperty("next_cursor", out var next) ? next.GetString() : null;
        }
        while (cursor is not null);
        return items;
    }
}
