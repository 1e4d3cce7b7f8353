using System.Diagnostics;
using System.Globalization;

namespace Fleet.Faults;

/// <summary>One silo or gateway as a process that can be killed, frozen, told to leave and started again under the same name.</summary>
internal sealed class ClusterProcess(string name, string program, Uri url, string logFile, IReadOnlyDictionary<string, string> environment) : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(90);
    private Process? _process;

    public string Name => name;

    public Uri Url => url;

    public bool HasExited => _process is null || _process.HasExited;

    public void Launch()
    {
        var start = new ProcessStartInfo("/bin/sh", ["-c", "exec \"$@\" >> \"$0\" 2>&1", logFile, "dotnet", program]);
        foreach (var (key, value) in environment)
            start.Environment[key] = value;
        start.Environment["ASPNETCORE_URLS"] = url.GetLeftPart(UriPartial.Authority);
        _process?.Dispose();
        _process = Process.Start(start)!;
    }

    public async Task Ready(HttpClient http, CancellationToken cancellationToken)
    {
        var began = Stopwatch.GetTimestamp();
        while (!await IsReady(http, cancellationToken))
        {
            if (_process!.HasExited || Stopwatch.GetElapsedTime(began) > StartLimit)
                throw new InvalidOperationException($"{name} did not start; its log is {logFile}");
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, cancellationToken);
        }
    }

    /// <summary>SIGKILL.</summary>
    public async Task Kill()
    {
        _process!.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>SIGSTOP and SIGCONT.</summary>
    public Task Freeze() => Signal("STOP");

    public Task Release() => Signal("CONT");

    /// <summary>SIGTERM, and its end.</summary>
    public async Task Leave()
    {
        await Signal("TERM");
        await _process!.WaitForExitAsync();
    }

    public async Task Ended(CancellationToken cancellationToken) => await _process!.WaitForExitAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        if (_process is null)
            return;
        if (!_process.HasExited)
            await Leave();
        _process.Dispose();
    }

    private async Task Signal(string signal)
    {
        using var kill = Process.Start("kill", ["-" + signal, _process!.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
    }

    private async Task<bool> IsReady(HttpClient http, CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await http.GetAsync(new Uri(url, "/health/ready"), cancellationToken);
            return answer.IsSuccessStatusCode;
        }
        catch (Exception e) when (e is HttpRequestException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return false; // not there yet, or too busy to answer in time
        }
    }
}
