using System.Diagnostics;
using System.Globalization;
using Fleet.Devices.Gateway;

namespace Fleet.AllInOne;

/// <summary>
/// run-PORT.json for this process and run.json for the newest one. A file whose process is gone (kill -9) is no
/// obstacle: it is written over, or passed by.
/// </summary>
internal sealed class RunFiles(string folder, int port)
{
    private readonly string _own = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"run-{port}.json"));
    private readonly string _newest = Path.Combine(folder, "run.json");

    public string Newest => _newest;

    public void Write(RunFile run)
    {
        run.Write(_own);
        run.Write(_newest);
    }

    /// <summary>Takes back what this process wrote; run.json goes to another one that still runs.</summary>
    public void Remove()
    {
        File.Delete(_own);
        if (Read(_newest) is { } newest && newest.Pid != Environment.ProcessId)
            return;
        var other = System.IO.Directory.EnumerateFiles(folder, "run-*.json").Select(Read).FirstOrDefault(r => r is not null && IsAlive(r.Pid));
        if (other is null)
            File.Delete(_newest);
        else
            other.Write(_newest);
    }

    private static RunFile? Read(string path)
    {
        try
        {
            return RunFile.Read(path);
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static bool IsAlive(int pid)
    {
        try
        {
            using var process = Process.GetProcessById(pid);
            return !process.HasExited;
        }
        catch (Exception gone) when (gone is ArgumentException or InvalidOperationException)
        {
            return false;
        }
    }
}
