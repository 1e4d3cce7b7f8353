using System.Net;
using System.Net.Http.Json;

namespace Fleet.Devices.Simulation;

/// <summary>Enters things over REST, as a dispatcher's program would: what the gateway cannot take now is entered again when it says so.</summary>
internal sealed class DemoDesk(HttpClient http, TimeProvider time)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <param name="known">Whether what is there already, from a run before this one, counts as entered.</param>
    /// <exception cref="HttpRequestException">It was refused, or nobody answers.</exception>
    public async Task Post(string path, object body, bool known, CancellationToken cancellationToken)
    {
        while (true)
        {
            using var response = await http.PostAsJsonAsync(new Uri(path, UriKind.Relative), body, cancellationToken);
            if (response.IsSuccessStatusCode || (known && response.StatusCode == HttpStatusCode.Conflict))
                return;

            if (response.StatusCode is not (HttpStatusCode.ServiceUnavailable or HttpStatusCode.TooManyRequests))
                throw new HttpRequestException($"{path} answers {(int)response.StatusCode}: {await response.Content.ReadAsStringAsync(cancellationToken)}");

            await Task.Delay(response.Headers.RetryAfter?.Delta ?? Pause, time, cancellationToken);
        }
    }
}
