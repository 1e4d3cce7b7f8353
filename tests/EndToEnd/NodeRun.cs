using System.ComponentModel;
using System.Diagnostics;

namespace Fleet.EndToEnd;

/// <summary>Programs of clients/ that end by themselves and say by their exit code how it went.</summary>
internal static class NodeRun
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3); // reached only if something hangs

    /// <summary>The folder clients/ of this clone.</summary>
    public static string Clients
    {
        get
        {
            for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            {
                if (File.Exists(Path.Combine(folder.FullName, "global.json")))
                {
                    return Path.Combine(folder.FullName, "clients");
                }
            }

            throw new DirectoryNotFoundException("clients");
        }
    }

    /// <summary>Why nothing of clients/ can run here; null where it can. Installs the lock file's packages once.</summary>
    public static async Task<string?> Missing(bool browser = false)
    {
        if (await Try("node", ["--version"], Clients) is null)
        {
            return "node is not installed: nothing of clients/ was run.";
        }

        if (browser && await Try("chromium", ["--version"], Clients) is null)
        {
            return "chromium is not installed: the dashboard was not tried in a browser.";
        }

        return System.IO.Directory.Exists(Path.Combine(Clients, "node_modules", "esbuild")) || await Try("npm", ["ci", "--no-audit", "--no-fund"], Clients) is { Code: 0 }
            ? null
            : "npm ci failed in clients/: nothing of it was run.";
    }

    /// <summary>Runs a script of a package; what it said is the failure's message.</summary>
    public static async Task Succeeds(string package, string[] arguments, params (string Name, string Value)[] environment)
    {
        var run = await Try("node", arguments, Path.Combine(Clients, package), environment);
        Assert.True(run is { Code: 0 }, $"node {string.Join(' ', arguments)} ended with {run?.Code}:\n{run?.Said}");
    }

    private static async Task<(int Code, string Said)?> Try(string program, string[] arguments, string folder, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        Process process;
        try
        {
            process = Process.Start(start)!;
        }
        catch (Win32Exception)
        {
            return null;
        }

        using (process)
        {
            var said = Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
            try
            {
                await process.WaitForExitAsync().WaitAsync(Patience);
            }
            catch (TimeoutException)
            {
                process.Kill(entireProcessTree: true);
            }

            return (process.HasExited ? process.ExitCode : -1, string.Join('\n', await said));
        }
    }
}
