using System.Diagnostics;
using System.Globalization;
using Fleet.Hosting;
using Fleet.Storage;

namespace Fleet.AllInOne.Clusters;

/// <summary>One process of a local cluster. It ends in order when its standard input does, also when that is because we died.</summary>
internal sealed class Member : IDisposable
{
    private readonly Process _process;
    private readonly StreamWriter _log;
    private readonly Task _copied;

    private Member(string name, Uri url, Process process, StreamWriter log)
    {
        Name = name;
        Url = url;
        _process = process;
        _log = log;
        _copied = Task.WhenAll(Copy(process.StandardOutput), Copy(process.StandardError));
        Left = process.WaitForExitAsync();
    }

    public string Name { get; }

    public Uri Url { get; }

    public int Pid => _process.Id;

    /// <summary>Done when the process has ended, whatever way.</summary>
    public Task Left { get; }

    /// <param name="program">Assembly beside this one, without its extension.</param>
    /// <param name="environment">Configuration; secrets go this way, a command line is everybody's.</param>
    public static Member Start(string name, string program, Uri url, string logFile, IReadOnlyDictionary<string, string> environment)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath ?? "dotnet")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, program + ".dll"));
        foreach (var (key, value) in environment)
            start.Environment[key] = value;
        start.Environment["ASPNETCORE_URLS"] = url.GetLeftPart(UriPartial.Authority);
        start.Environment[SupervisedLifetime.Variable] = "1";
        var log = new StreamWriter(logFile, append: false) { AutoFlush = true };
        return new Member(name, url, Process.Start(start)!, log);
    }

    /// <exception cref="StorageException">It ended, or is not ready in time; its log says why.</exception>
    public async Task Ready(HttpClient http, TimeSpan patience, CancellationToken cancellationToken)
    {
        using var timeUp = new CancellationTokenSource(patience, TimeProvider.System);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeUp.Token);
        using var poll = new PeriodicTimer(TimeSpan.FromMilliseconds(200), TimeProvider.System);
        try
        {
            while (!await IsReady(http, limit.Token))
            {
                if (_process.HasExited)
                    throw Failed(string.Create(CultureInfo.InvariantCulture, $"ended with exit code {_process.ExitCode}"));
                await poll.WaitForNextTickAsync(limit.Token);
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw Failed($"is not ready after {patience.TotalSeconds:0} s");
        }
    }

    /// <summary>Asks it to leave in order, and waits; kills it when it takes too long.</summary>
    public async Task Stop(TimeSpan patience)
    {
        try
        {
            _process.StandardInput.Close();
            await Left.WaitAsync(patience, TimeProvider.System);
        }
        catch (TimeoutException)
        {
            _process.Kill();
            await Left;
        }

        await _copied;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.Dispose();
        _log.Dispose();
    }

    private async Task<bool> IsReady(HttpClient http, CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await http.GetAsync(new Uri(Url, "/health/ready"), cancellationToken);
            return answer.IsSuccessStatusCode;
        }
        catch (Exception e) when (e is HttpRequestException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return false; // not there yet, or too busy to answer in time
        }
    }

    private async Task Copy(StreamReader source)
    {
        while (await source.ReadLineAsync() is { } line)
        {
            lock (_log)
                _log.WriteLine(line);
        }
    }

    private StorageException Failed(string how) => new($"{Name} {how}; its log is {((FileStream)_log.BaseStream).Name}");
}
