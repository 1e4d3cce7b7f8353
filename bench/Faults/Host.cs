using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using Fleet.Devices.Gateway;
using Fleet.Storage.Postgres;

namespace Fleet.Faults;

/// <summary>One fleet-up process after another on one port and one state folder.</summary>
internal sealed class Host(string state, int port, PrivateCluster? own) : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(90);
    private Process? _process;

    public string State => state;

    /// <summary>The database where it is not the host's: one that can be stopped without the host starting it again.</summary>
    public PrivateCluster? Own => own;

    public Uri Url { get; } = new(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}"));

    public RunFile Run { get; private set; } = null!;

    public int ProcessId => _process!.Id;

    /// <summary>Returns at once; <see cref="Ready"/> waits.</summary>
    public void Launch()
    {
        var log = Path.Combine(state, "host.log");
        var start = new ProcessStartInfo("/bin/sh", ["-c", "exec \"$@\" >> \"$0\" 2>&1", log, "dotnet", Program(), "--port", port.ToString(CultureInfo.InvariantCulture), "--state", state, "--no-fleet"]);
        if (own is not null)
            start.Environment["FLEET__DATABASE"] = own.ConnectionString;
        else
            start.Environment.Remove("FLEET__DATABASE");
        start.Environment["Fleet__Storage__PartitionsAhead"] = "1";
        start.Environment["Fleet__Vehicles__LateDebounceSeconds"] = "1";
        _process = Process.Start(start)!;
    }

    public async Task Ready()
    {
        var file = Path.Combine(state, "run.json");
        var began = Stopwatch.GetTimestamp();
        while (!File.Exists(file) || RunFile.Read(file).Pid != ProcessId)
        {
            if (_process!.HasExited || Stopwatch.GetElapsedTime(began) > StartLimit)
                throw new InvalidOperationException($"the host did not start; its log is {Path.Combine(state, "host.log")}");
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, CancellationToken.None);
        }

        Run = RunFile.Read(file);
    }

    /// <summary>SIGKILL.</summary>
    public async Task Kill()
    {
        _process!.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    /// <summary>Resident memory in MiB.</summary>
    public long Memory()
    {
        _process!.Refresh();
        return _process.WorkingSet64 >> 20;
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is null)
            return;
        if (!_process.HasExited)
        {
            using var term = Process.Start("kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)]);
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
        _process = null;
    }

    private static string Program()
    {
        var metadata = typeof(Host).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().ToDictionary(a => a.Key, a => a.Value!);
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            var dll = Path.Combine(at.FullName, "src", "AllInOne", "bin", metadata["FleetEngine"], metadata["Configuration"], "net10.0", "fleet-up.dll");
            if (File.Exists(dll))
                return dll;
        }

        throw new InvalidOperationException("fleet-up is not built: ./fleet bench Faults builds it");
    }
}
